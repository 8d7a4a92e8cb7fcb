"""Any list, and any record, in another format: the same address with a suffix, the same question, no cap."""

import re

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baliportal.catalogue.entry_columns import entry_columns
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.record import Column, to_record, with_relations
from baliportal.catalogue.values import Text, Url
from baliportal.catalogue.views import published_entry
from baliportal.exports import csv_format, json_format
from baliportal.search.filters import VisitorQuestion
from baliportal.search.listing import Listing, Result, every_pk
from baliportal.search.pages import fixed_to

BATCH = 200  # entries held in memory at a time
KIND = Column("kind", "Kind", Text(), "Which kind of record it is.", "law")
PAGE = Column("page", "Permanent address", Url(), "The address of its page, which never changes.")


@require_safe
def download(request, name, suffix, kind=""):
    """The whole list that the query string asks for, as CSV, JSON or JSON Lines."""
    listing = Listing(VisitorQuestion.read(request.GET, fixed_to(kind)), request.path)
    return _answer(FORMATS[suffix](_Table(request, listing)), suffix, f"{name}{_slug(listing.question)}")


@require_safe
def download_record(request, slug, suffix, kind):
    """One record in another format."""
    entry = published_entry(kind, slug)
    if entry is None:
        raise Http404("No record is published at this address.")
    return _answer(FORMATS[suffix](_Table(request, None, entry)), suffix, slug)


class _Table:
    """What goes into a file: columns, and rows made as they are asked for; of a list, or of one entry."""

    def __init__(self, request, listing, entry=None):
        self.base = f"{request.scheme}://{request.get_host()}"
        self.listing, self.entry = listing, entry
        self.kind = entry.kind if entry else listing.question.kind

    @property
    def columns(self):
        own = named(self.kind).columns if _known(self.kind) else entry_columns()
        return [KIND, PAGE, *(column for column in own if column.told_to(Visibility.PUBLIC))]

    def entries(self):
        """Every published entry of the list with its relations, in its order."""
        if self.entry:
            yield self.entry
            return
        for pks in _batches(every_pk(self.listing.question), BATCH):
            found = _with_relations(pks)
            yield from (found[pk] for pk in pks if pk in found)

    def records(self):
        for entry in self.entries():
            record = to_record(entry, Visibility.PUBLIC)
            yield record | {"kind": entry.kind, "page": f"{self.base}/e/{entry.public_id}/"}

    def results(self):
        """The list as JSON gives it: what a page shows of each, and its whole record."""
        terms = self.listing.found.terms if self.listing else []
        for entry in self.entries():
            result = Result(entry, terms, "")
            yield {
                "id": entry.public_id,
                "kind": entry.kind,
                "title": entry.title,
                "url": f"{self.base}{result.url}",
                "summary": entry.summary,
                "snippet": "".join(piece.text for piece in result.snippet),
                "record": to_record(entry, Visibility.PUBLIC),
            }

    def head(self):
        """What stands before the results: how many there are, and the facets with their counts."""
        if not self.listing:
            return {"total": 1}
        facets = {
            facet["key"]: [
                {k: choice[k] for k in ("value", "label", "count", "selected")} for choice in facet["choices"]
            ]
            for facet in self.listing.facets
        }
        return {"total": self.listing.total, "facets": facets}


FORMATS = {
    "csv": lambda table: csv_format.write(table.columns, table.records()),
    "json": lambda table: json_format.write(table.head(), "results", table.results()),
    "jsonl": lambda table: json_format.write_lines(table.results()),
}
CONTENT_TYPES = {
    "csv": csv_format.CONTENT_TYPE,
    "json": json_format.CONTENT_TYPE,
    "jsonl": json_format.LINES_CONTENT_TYPE,
}


def _answer(chunks, suffix, name):
    response = StreamingHttpResponse(chunks, content_type=CONTENT_TYPES[suffix])
    if suffix != "json":
        stamped = f"{name}_{timezone.localdate()}.{suffix}"
        response["Content-Disposition"] = f'attachment; filename="{stamped}"'
    return response


def _slug(question):
    """The question in a file's name: letters, digits and hyphens, not too long."""
    words = [question.q, *(value for values in question.choices.values() for value in values)]
    text = re.sub(r"[^A-Za-z0-9]+", "-", " ".join(words)).strip("-")[:60].strip("-")
    return f"_{text}" if text else ""


def _known(kind):
    try:
        return bool(kind and named(kind))
    except KeyError:
        return False


def _batches(items, size):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _with_relations(pks):
    kinds = {}
    for pk, kind in Entry.objects.published().filter(pk__in=pks).values_list("pk", "kind"):
        kinds.setdefault(kind, []).append(pk)
    return {
        entry.pk: entry for kind, keys in kinds.items() for entry in with_relations(named(kind)).filter(pk__in=keys)
    }
