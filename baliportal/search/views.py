"""The page of the list: /search/ over everything, and each room's list with its kind preset."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.kinds import named

from .listing import Listing
from .search_request import SearchRequest

HEADING = "Search everything"


@require_safe
def listing(request, kind="", downloads=lambda page, query, how_many, kind: []):
    """Show the page of a list that the query string asks for; 404 beyond its last page.

    `downloads` gives links to the whole list as files.
    """
    page = Listing(SearchRequest.read(request.GET, fixed_to(kind)), request.path)
    if page.question.page > page.last_page:
        raise Http404("This list has fewer pages.")
    form = named(kind) if kind else None
    context = {
        "heading": form.plural if form else HEADING,
        "intro": f"{form.question}." if form else "",
        "page": page,
        "downloads": downloads(page.action, page.question.but(page=1).query_string(), page.total_sentence, form),
    }
    return render(request, "search/listing.html", context)


@require_safe
def how_to_search(request):
    """All that the search understands, with examples to try."""
    return render(request, "search/help.html")


def fixed_to(kind):
    """The choices that an address makes by itself."""
    return {"kind": [kind]} if kind else {}
