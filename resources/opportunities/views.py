"""HTTP view of the lists of opportunities and of campaigns."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.kinds import named
from baliportal.catalogue.type_lists import type_list_at
from baliportal.exports.delivery.links import list_links
from baliportal.search.listing import Listing
from baliportal.search.search_request import SearchRequest
from baliportal.search.views import fixed_to

from .sections import PAGE_OF_PAST, sections

KIND = "resource"


@require_safe
def opportunities(request, name):
    """Show the list of a type by its closing dates: open, not recorded, past; 404 beyond the last page of the past."""
    of_type, audience = type_list_at(named(KIND), name), audience_of_request(request)
    asked = SearchRequest.read(request.GET, fixed_to(KIND, name))
    page = Listing(asked, request.path, audience=audience)
    shown, past = sections(asked, of_type.type, audience)
    if asked.page > max(1, -(-past // PAGE_OF_PAST)):
        raise Http404("This list has fewer pages.")
    context = {
        "list": of_type,
        "page": page,
        "sections": shown,
        "older_url": _page_url(page, asked.page + 1) if asked.page * PAGE_OF_PAST < past else "",
        "newer_url": _page_url(page, asked.page - 1) if asked.page > 1 else "",
        "downloads": list_links(page.action, asked.whole.query_string(), page.total_sentence, named(KIND)),
    }
    return render(request, "resources/opportunities/list.html", context)


def _page_url(page, number):
    return page.action + page.request.but(page=number).query_string() + "#past"
