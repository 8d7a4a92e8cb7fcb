"""The list page of members, with its map."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Country
from baliportal.exports.delivery.links import list_links
from baliportal.search.views import listing

from .counts import counts_by_country, links_by_pk
from .map import map_of
from .models import MemberState


@require_safe
def members(request):
    """A table and a map of all members with counts per member; a request with parameters gets the usual result list."""
    if request.GET:
        return listing(request, kind="member", downloads=list_links)
    audience = audience_of_request(request)
    rows = list(
        MemberState.objects.published(audience).select_related("country").prefetch_related("groups").order_by("title")
    )
    laws, agreements = counts_by_country("law", audience), counts_by_country("agreement", audience)
    treaties = links_by_pk(Country, "treaty_actions__treaty", audience)
    meetings = links_by_pk(Country, "hosted_meetings", audience)
    shown = [
        {
            "name": row.title,
            "url": row.get_absolute_url(),
            "restriction": row.restriction,
            "membership": row.type_label,
            "type": row.type,
            "subregion": row.subregion,
            "groups": ", ".join(str(seat) for seat in row.groups.all() if not seat.until),
            "laws": laws.get(row.country_id, 0),
            "agreements": agreements.get(row.country_id, 0),
            "treaties": treaties.get(row.country_id, 0),
            "meetings": meetings.get(row.country_id, 0),
        }
        for row in rows
    ]
    observers = [row for row in shown if row["type"] == "observer"]
    return render(
        request,
        "members/list.html",
        {
            "members": [row for row in shown if row["type"] != "observer"],
            "observers": observers,
            "map": map_of(rows),
            "exports": list_links(request.path, "", f"{len(rows)} members", named("member")),
        },
    )
