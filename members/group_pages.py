"""Page contents of country groups: their members, since and until when, and what each is to the process."""

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import CountryGroup
from baliportal.catalogue.partial_dates import in_words

from .models import MemberState

#: What a page says of a date that is not recorded, and of a country without a published profile.
NOT_RECORDED, OUTSIDE = "not recorded", "not in the process"


def all_groups():
    """Every group with its number of members of today, by name."""
    members = CountryGroup.objects.present_members()
    return [
        {
            "label": group.label,
            "url": group.get_absolute_url(),
            "full_name": group.full_name if group.full_name != group.label else "",
            "note": group.note,
            "count": len(members[group.slug]),
            "doubt": group.doubt,
        }
        for group in CountryGroup.objects.all()
    ]


def group_page(group, audience):
    """Template context of one group."""
    profiles = {profile.country_id: profile for profile in MemberState.objects.published(audience)}
    memberships = group.memberships.select_related("country")
    rows = [_row(membership, profiles.get(membership.country_id)) for membership in memberships]
    return {
        "label": group.label,
        "full_name": group.full_name if group.full_name != group.label else "",
        "note": group.note,
        "site": group.url,
        "doubt": group.doubt,
        "members": rows,
        "present": sum(row["is_present"] for row in rows),
        "in_process": sum(row["is_present"] and row["is_member"] for row in rows),
        "sources": sorted({row["source"] for row in rows} - {""}),
        "lists": [{"label": kind.plural, "url": f"/{kind.path}/?group={group.slug}"} for kind in all_kinds()],
    }


def _row(membership, profile):
    return {
        "name": membership.country.name,
        "url": profile.get_absolute_url() if profile else f"/search/?country={membership.country.code}",
        "standing": profile.type_label if profile else OUTSIDE,
        "is_member": bool(profile) and profile.type == "member",
        "is_present": not membership.until,
        "since": in_words(membership.since) or NOT_RECORDED,
        "until": in_words(membership.until) or "member today",
        "note": membership.note,
        "source": membership.source_url,
    }
