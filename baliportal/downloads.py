"""Any list, and any record, in another format: the same address with a suffix, the same question, no cap."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from baliportal.catalogue.db.consistent_read import snapshot
from baliportal.catalogue.views import moved_entry, published_entry
from baliportal.exports.delivery.export import Export
from baliportal.exports.delivery.options import NO_OPTIONS, ExportOptions
from baliportal.exports.delivery.request_info import about, base_of, refused_in_words
from baliportal.search.list_source import ListSource
from baliportal.search.listing import Listing
from baliportal.search.search_request import SearchRequest
from baliportal.search.views import fixed_to

from .list_export import ListTable


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
    return refused_in_words(lambda: act(make(request, name, suffix, kind, ExportOptions.read(request.GET)), request))


def _list_export(request, name, suffix, kind, choices):
    question = SearchRequest.read(request.GET, fixed_to(kind))
    words = [question.q, *(value for values in question.choices.values() for value in values)]
    asked = {"words": question.q, "sort": question.effective_sort, "filters": question.all_choices}
    source = ListSource(question)
    return Export(
        name, suffix, lambda: list_table(request, request.path, kind, choices, source), source.state,
        lambda: about(request, name, f"List: {name}", asked), choices, words,
    )  # fmt: skip


def list_table(request, path, kind, choices=NO_OPTIONS, source=None):
    """The whole list that the query string asks for, as a file holds it."""
    question = SearchRequest.read(request.GET, fixed_to(kind))
    listing, source = Listing(question, path), source or ListSource(question)
    rows = ListTable(base_of(request), question.kind, source.pks, lambda: _terms(listing), choices)
    return rows.table(lambda: _head(listing, source))


def _record_export(request, slug, suffix, kind, choices):
    entry = published_entry(kind, slug)
    rows = ListTable(base_of(request), kind, lambda: [entry.pk], choices=choices)
    told = lambda: about(request, slug, entry.title, {"record": entry.public_id})  # noqa: E731
    return Export(slug, suffix, lambda: rows.table(lambda: {"total": 1}), snapshot, told, choices)


def _terms(listing):
    """The words to mark out, which only a search knows."""
    return listing.found.terms if listing.question.q else []


def _head(listing, source):
    """What stands before the results of a list: how many there are, and the facets with their counts."""
    source.refuse_without_index()
    facets = {
        facet["key"]: [{k: choice[k] for k in ("value", "label", "count", "selected")} for choice in facet["choices"]]
        for facet in listing.facets
    }
    return {"total": listing.total, "facets": facets}
