"""Memberships of countries in country groups, cached in the process by the position in the journal."""

from functools import lru_cache

from baliportal.catalogue.journal.head import current_head
from baliportal.catalogue.models import CountryGroupMembership


def memberships():
    """Return the memberships of every country: {country code: {slug of the group: memberships}}, groups by name."""
    return _by_country(current_head().position)


def groups_of_today(groups, seats):
    """Return the groups of a country today as links, [{"label", "url"}], seats in groups of the process first.

    `groups` are the memberships of the country; `seats` are pairs (group, label) from the member's own record: the
    country group of the same slug is not told twice.
    """
    held = [{"label": label, "url": address_of(groups, slug)} for slug, label in seats]
    others = {slug: rows[0].group for slug, rows in groups.items() if any(not row.until for row in rows)}
    told = {slug for slug, _ in seats}
    return held + [
        {"label": group.label, "url": group.get_absolute_url()} for slug, group in others.items() if slug not in told
    ]


def address_of(groups, slug):
    """Return the path of a group's page from the memberships of a country; "" where it has no such membership."""
    return groups[slug][0].group.get_absolute_url() if slug in groups else ""


@lru_cache(maxsize=2)
def _by_country(_position):
    """The memberships at a position in the journal; one query while that does not move."""
    found = {}
    rows = CountryGroupMembership.objects.select_related("group", "country")
    for row in rows.order_by("group__label", "since"):
        found.setdefault(row.country.code, {}).setdefault(row.group.slug, []).append(row)
    return found


#: Forget them: necessary after the journal was emptied, as in tests, since its numbers begin again.
clear_cache = _by_country.cache_clear
