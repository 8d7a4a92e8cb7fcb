"""The papers of a meeting: its agenda, the resources made for it or endorsed by it, and what is held of each."""

from django.db.models import Exists, OuterRef

from baliportal.accounts.audience import levels_for
from baliportal.catalogue.blocks import Block
from baliportal.catalogue.schema.prefetched import related
from baliportal.files.models import File

#: Resources that the page names; a meeting with more has them in the list of resources.
SHOWN = 50


def agenda_of(page):
    """Title and address of the files that are its agenda."""
    levels = levels_for(page.audience)
    files = [file for file in related(page.entry, "files") if file.role == "agenda" and file.visibility in levels]
    return [{"title": str(file), "url": file.get_absolute_url()} for file in files]


def documents_block(page, endorsed):
    """The resources made for the meeting and those that it endorsed, and whether its own files are held."""
    levels = levels_for(page.audience)
    held = [file for file in related(page.entry, "files") if file.visibility in levels]
    rows = [row | {"how": "Of this meeting"} for row in _resources(page, "materials")]
    rows += [row | {"how": "Endorsed here"} for row in endorsed]
    return Block("documents", "Documents", "workshops/documents.html", {
        "rows": rows, "files": len(held), "source": page.source, "tell": page.tell_us_url,
    }, len(rows) + len(held))  # fmt: skip


def endorsed_at(page):
    """The resources that the meeting endorsed, as rows."""
    return _resources(page, "endorsed_resources")


def _resources(page, name):
    if page.entry.pk is None:
        return []
    files = File.objects.filter(entry=OuterRef("pk"), visibility__in=levels_for(page.audience))
    resources = getattr(page.entry, name).published(page.audience).annotate(has_file=Exists(files))
    return [_row(resource) for resource in resources.order_by("-date", "title")[:SHOWN]]


def _row(resource):
    linked = "link to another site" if resource.url else "neither a file nor a link held"
    held = "file held here" if resource.has_file else linked
    return {
        "title": resource.title, "url": resource.get_absolute_url(), "restriction": resource.restriction,
        "meta": " · ".join(filter(None, [
            resource.type_label, resource.date_in_words or "date not recorded", held,
        ])),
    }  # fmt: skip
