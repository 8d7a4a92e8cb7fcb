"""HTTP views of a record of any kind: its page, its former addresses and its permanent address."""

from collections.abc import Iterable

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .audience import audience_of_request
from .journal.known import entry_known
from .kinds import named
from .models import Entry, FormerAddress
from .page_question import InvalidQuestion, PageQuestion
from .record_page import RecordPage
from .schema.records import prefetch_relations
from .site_url import site_url

#: Parts that stand beside a record on every day.
OF_DAYS = ("downloads",)


def published_entry(kind: str, slug: str, audience: str) -> Entry | None:
    """Return the entry at this address that is published for an audience, with relations prefetched, or None."""
    return published_entries(kind, [slug], audience).get(slug)


def published_entries(kind: str, slugs: Iterable[str], audience: str) -> dict[str, Entry]:
    """Return the entries at these addresses that are published for an audience, by slug, with relations prefetched.

    They cost as many queries as one. What a foreign key names comes with the entry itself.
    """
    schema = named(kind)
    links = {field.name for field in schema.model._meta.fields if field.is_relation} & {
        f.attribute for f in schema.fields
    }
    published = schema.model.objects.published(audience).filter(slug__in=slugs).select_related(*sorted(links))
    return {entry.slug: entry for entry in prefetch_relations(schema, list(published), audience)}


def moved_entry(kind: str, slug: str, audience: str) -> Entry:
    """Return the published entry that once had this address; Http404 when there is none for this audience."""
    moved = FormerAddress.objects.filter(kind=kind, slug=slug).first()
    entry = moved and Entry.objects.published(audience).filter(pk=moved.entry_id).first()
    if entry is None:
        raise Http404(f"No {named(kind).label} is published at this address.")
    return entry


@require_safe
def record(request, kind, slug, **beside):
    """Show one record; a former address redirects to the present one.

    `beside` are functions that return what stands beside a record for an audience, by the name that the template knows
    it by: `similar` records, `broken_links` to other sites, `files` that it carries, `downloads` of the record itself.
    Those of `OF_DAYS` take the page in place of the record, and follow its days.
    """
    audience = audience_of_request(request)
    question, problem = _question(request, named(kind).parameters)
    entries = published_entries(kind, {slug, question.beside or slug}, audience)
    if slug not in entries:
        moved = moved_entry(kind, slug, audience)
        return redirect(f"{moved.get_absolute_url()}{question.query}", permanent=True)
    entry, other = entries[slug], entries.get(question.beside) if question.beside != slug else None
    shown, other = (_on_the_day(each, question.known, audience) for each in (entry, other))
    if shown is None:
        page = RecordPage(entry, base=site_url(request), question=question)
        return render(request, "catalogue/not_known.html", {"record_page": page})
    page = RecordPage(
        shown, base=site_url(request), edit_url=_edit_url(request, entry), audience=audience, question=question,
        problem=problem, address=entry.get_absolute_url(), other=other,
    )  # fmt: skip
    context = {
        "entry": shown,
        "record_page": page,
        **{name: function(page if name in OF_DAYS else entry, audience) for name, function in beside.items()
           if name in OF_DAYS or not question.known},
    }  # fmt: skip
    return render(request, "catalogue/record.html", context, status=400 if problem else 200)


@require_safe
def permanent(request, public_id):
    """Redirect the permanent address to the record's page, or to that of the record it was merged into.

    A question of another day goes with it, as citations carry one.
    """
    published = Entry.objects.published(audience_of_request(request))
    entry = published.filter(public_id=public_id).first() or published.filter(former_ids__public_id=public_id).first()
    if entry is None:
        raise Http404("No record is published under this id.")
    question, _ = _question(request, named(entry.kind).parameters)
    return redirect(f"{entry.get_absolute_url()}{question.query}")


def _question(request, parameters):
    """Return the question of a request; one that makes no sense is none, and a sentence says so."""
    try:
        return PageQuestion.read(request.GET, parameters), ""
    except InvalidQuestion as problem:
        return PageQuestion(), str(problem)


def _on_the_day(entry, day, audience):
    """Return an entry as the portal showed it on a day, None where it did not; the entry itself without a day."""
    return entry_known(entry, day, audience) if entry and day else entry


def _edit_url(request, entry):
    """Return the path of the record's change form in the admin for users who may change it; "" for others."""
    meta = entry._meta
    if not request.user.is_staff or not request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}", entry):
        return ""
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
