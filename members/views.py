"""The list page of members, with its map."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Country
from baliportal.exports.delivery.links import list_links
from baliportal.search.views import listing

from .country_groups import groups_of_today, memberships
from .counts import counts_by_country, fetch_counts, links_by_pk
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
    groups, counts = memberships(), fetch_counts({
        "laws": counts_by_country("law", audience), "agreements": counts_by_country("agreement", audience),
        "treaties": links_by_pk(Country, "treaty_actions__treaty", audience),
        "meetings": links_by_pk(Country, "hosted_meetings", audience),
    })  # fmt: skip
    shown = [_row(row, groups) | {name: count.get(row.country_id, 0) for name, count in counts.items()} for row in rows]
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


def _row(member, groups):
    seats = [(seat.group, str(seat)) for seat in member.groups.all() if not seat.until]
    return {
        "name": member.title,
        "url": member.get_absolute_url(),
        "restriction": member.restriction,
        "membership": member.type_label,
        "type": member.type,
        "subregion": member.subregion,
        "groups": groups_of_today(groups.get(member.country.code, {}), seats),
    }
