"""The HTTP view of Atom feeds."""

import re
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.site_url import site_url
from baliportal.catalogue.statuses import Visibility
from baliportal.search.search_request import SearchRequest
from baliportal.search.views import fixed_to

from .atom import MAX_PAGE, Feed

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
#: Characters that XML 1.0 cannot hold, not even escaped (section 2.2).
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@require_safe
def feed(request, name, kind=""):
    """A page of the feed of a list: the newest changes of the records that the query string asks for."""
    audience = audience_of_request(request)
    shown = Feed(feed_request(request.GET, name, kind), f"/{name}/", site_url(request), audience)
    with shown.state():
        if shown.is_beyond_last:
            raise Http404("This feed has fewer pages.")
        text = render_to_string("feeds/list.atom", {"feed": shown})
        last = shown.last_public_change
    response = HttpResponse(NOT_XML.sub("", text), content_type=CONTENT_TYPE)
    if audience == Visibility.PUBLIC and last and timezone.now() - last > timedelta(seconds=1):
        response["Last-Modified"] = http_date(last.timestamp())  # a later change of the same second would look the same
    return response


def feed_request(query, name, kind):
    """The question of a feed: words, choices and page of the list; its order is always that of the newest changes."""
    asked = SearchRequest.read(query, fixed_to(kind, name))
    return asked.whole.but(sort="", page=min(asked.page, MAX_PAGE))
