"""The list pages: /search/ over all kinds, and the list of each kind with that kind preset."""

from collections.abc import Callable
from typing import Any, cast

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.kinds import Kind, named
from baliportal.catalogue.type_lists import type_list_at

from .listing import Listing
from .search_request import SearchRequest

HEADING = "Search everything"


@require_safe
def listing(
    request: HttpRequest,
    kind: str = "",
    downloads: Callable[
        [str, str, str, Kind | None], list[Any]
    ] = lambda path, query_string, total_sentence, schema: [],
) -> HttpResponse:
    """Show the page of a list that the query string names; 404 beyond its last page.

    `downloads` gives links to the whole list as files, from the list's path, its query string, its length in words and
    the record schema of its kind (None for the list of all kinds).
    """
    page = Listing(SearchRequest.read(request.GET, fixed_to(kind)), request.path, audience=audience_of_request(request))
    try:
        page.current_page  # noqa: B018 - reading it is the check
    except EmptyPage:
        raise Http404("This list has fewer pages.") from None
    schema = cast(Kind, named(kind)) if kind else None
    context = {
        "heading": schema.plural if schema else HEADING,
        "intro": f"{schema.question}." if schema else "",
        "page": page,
        "type_lists": schema.type_lists if schema else (),
        "downloads": downloads(page.action, page.request.whole.query_string(), page.total_sentence, schema),
    }
    return render(request, "search/listing.html", context)


@require_safe
def how_to_search(request: HttpRequest) -> HttpResponse:
    """Show the search help: the query language, with examples to try."""
    return render(request, "search/help.html")


def fixed_to(kind: str, path: str = "") -> dict[str, list[str]]:
    """The choices that the address of a kind's list makes by itself, or that of one of its types; none for ''."""
    of_type = type_list_at(named(kind), path) if kind else None
    fixed = {"kind": [kind]} if kind else {}
    return fixed | ({"type": [of_type.type]} if of_type else {})
