"""The members at a glance."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.models import Country, Entry
from baliportal.search.pages import listing

from .models import MemberState


@require_safe
def members(request):
    """A table of all members with what is recorded of each; a question is answered by the list that every room has."""
    if request.GET:
        return listing(request, kind="member")
    rows = list(MemberState.objects.published().select_related("country").prefetch_related("groups").order_by("title"))
    laws, agreements = counts_by_country("law"), counts_by_country("agreement")
    treaties, meetings = _links_by_country("treaty_actions__treaty"), _links_by_country("hosted_meetings")
    shown = [
        {
            "name": row.title,
            "url": row.get_absolute_url(),
            "membership": row.type_label,
            "type": row.type,
            "subregion": row.subregion,
            "groups": ", ".join(str(seat) for seat in row.groups.all()),
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
        {"members": [row for row in shown if row["type"] != "observer"], "observers": observers},
    )


def counts_by_country(kind):
    """How many published entries of a kind concern each country: {country pk: number}."""
    entries = Entry.objects.published().filter(kind=kind).order_by()
    return dict(entries.values_list("countries").annotate(Count("pk")))


def _links_by_country(path):
    """How many different published entries each country is linked to by this relation: {country pk: number}."""
    public = Q(**{f"{path}__status": "published", f"{path}__visibility": "public"})
    counted = Country.objects.order_by().annotate(number=Count(path, filter=public, distinct=True))
    return dict(counted.values_list("pk", "number"))
