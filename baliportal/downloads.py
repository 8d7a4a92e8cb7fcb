"""Any list, and any record, in another format: the same address with a suffix, the same question, no cap."""

import re

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from baliportal.catalogue.entry_columns import entry_columns
from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.record import Column, to_record, with_relations
from baliportal.catalogue.snapshot import snapshot
from baliportal.catalogue.values import Text
from baliportal.catalogue.views import moved_entry, published_entry
from baliportal.exports.choices import ChoiceRefused, Choices
from baliportal.exports.citations import csl
from baliportal.exports.files import Table
from baliportal.exports.handing_out import Export
from baliportal.exports.report import PAGE
from baliportal.search.filters import VisitorQuestion
from baliportal.search.listing import Listing, Result, every_pk
from baliportal.search.one_state import one_state
from baliportal.search.pages import fixed_to

BATCH = 200  # entries held in memory at a time
KIND = Column("kind", "Kind", Text(), "Which kind of record it is.", "law")


@require_safe
def download(request, name, suffix, kind=""):
    """The whole list that the query string asks for, as a file."""
    return _answered(request, _list_export, name, suffix, kind)


@require_safe
def download_manifest(request, name, suffix="csv", kind=""):
    """What is told of that file: question, columns, count, checksum."""
    return _answered(request, _list_export, name, suffix, kind, act=Export.manifest)


@require_safe
def download_record(request, slug, suffix, kind):
    """One record in another format; an address it once had leads to the present one."""
    if published_entry(kind, slug) is None:
        page = moved_entry(kind, slug).get_absolute_url()
        return redirect(f"{page.rstrip('/')}.{suffix}", permanent=True)
    return _answered(request, _record_export, slug, suffix, kind)


def _answered(request, make, name, suffix, kind, act=Export.answer):
    """400 where a choice makes no sense, as a file cannot show what is wrong."""
    return refused_in_words(lambda: act(make(request, name, suffix, kind, Choices.read(request.GET)), request))


def refused_in_words(answer):
    try:
        return answer()
    except ChoiceRefused as problem:
        return HttpResponseBadRequest(f"{problem}\n", content_type="text/plain; charset=utf-8")


def _list_export(request, name, suffix, kind, choices):
    question = VisitorQuestion.read(request.GET, fixed_to(kind))
    words = [question.q, *(value for values in question.choices.values() for value in values)]
    asked = {"words": question.q, "sort": question.effective_sort, "filters": question.all_choices}
    return Export(
        name, suffix, lambda: list_table(request, request.path, kind), one_state,
        lambda: about(request, name, f"List: {name}", asked), choices, words,
    )  # fmt: skip


def list_table(request, path, kind):
    """The whole list that the query string asks for, as a file holds it."""
    question = VisitorQuestion.read(request.GET, fixed_to(kind))
    listing = Listing(question, path)
    entries = _Entries(base_of(request), question.kind, lambda: entries_of(question), lambda: listing.found.terms)
    return entries.table(lambda: _head(listing))


def _record_export(request, slug, suffix, kind, choices):
    entry = published_entry(kind, slug)
    entries = _Entries(base_of(request), kind, lambda: [entry], list)
    told = lambda: about(request, slug, entry.title, {"record": entry.public_id})  # noqa: E731
    return Export(slug, suffix, lambda: entries.table(lambda: {"total": 1}), snapshot, told, choices)


def about(request, name, title, question):
    """What a manifest tells of the question, of the page that asks it, and of the program that answered."""
    page = re.sub(r"(\.\w+)?(\.manifest\.json)?$", "/", request.path)
    query = request.META.get("QUERY_STRING", "")
    address = f"{base_of(request)}{page}{query and '?'}{query}"
    return {"name": name, "title": title, "address": address, "question": question,
            "software": f"baliportal {settings.RELEASE}"}  # fmt: skip


def base_of(request):
    """The portal's own address, for what is read elsewhere."""
    return f"{request.scheme}://{request.get_host()}"


def entries_of(question):
    """Every published entry that answers, with its relations, in the question's order."""
    for pks in _batches(every_pk(question), BATCH):
        found = _with_relations(pks)
        yield from (found[pk] for pk in pks if pk in found)


class _Entries:
    """Entries as records and as results; of one kind, or, where `kind` names none, of all."""

    def __init__(self, base, kind, entries, terms):
        self.base, self.kind, self.entries, self.terms = base, kind, entries, terms

    def table(self, head):
        return Table(self.columns, self.records, self.results, head, self.citations)

    @property
    def columns(self):
        known = self.kind in {kind.name for kind in all_kinds()}
        own = named(self.kind).columns if known else entry_columns()
        return [KIND, PAGE, *(column for column in own if column.told_to(Visibility.PUBLIC))]

    def records(self):
        for entry in self.entries():
            record = to_record(entry, Visibility.PUBLIC)
            yield record | {"kind": entry.kind, "page": f"{self.base}/e/{entry.public_id}/"}

    def citations(self):
        for entry in self.entries():
            yield csl.item(entry, to_record(entry, Visibility.PUBLIC), f"{self.base}/e/{entry.public_id}/")

    def results(self):
        """What a page shows of each entry, and its whole record."""
        terms = self.terms()
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


def _head(listing):
    """What stands before the results of a list: how many there are, and the facets with their counts."""
    facets = {
        facet["key"]: [{k: choice[k] for k in ("value", "label", "count", "selected")} for choice in facet["choices"]]
        for facet in listing.facets
    }
    return {"total": listing.total, "facets": facets}


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
