"""Systems that a country takes part in, as the page of its member shows them."""

from baliportal.catalogue.blocks import Block, PendingBlocks
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.schema.prefetched import related

from .models import Participation

UNKNOWN = "not recorded"


def systems_of_country(country, page):
    """The systems a country takes part in: as what, since and until when, by which source; one queryset."""
    found = Participation.objects.filter(country=country).select_related("system").order_by("system__title", "since")
    return PendingBlocks((found,), lambda: [_block(found, page)])


def systems_known(country, page):
    """The same as the portal told it on the day of the page."""
    systems = page.known_entries("system", lambda record: any(
        row["country"] == country.code for row in record["participations"]
    ), country.code)  # fmt: skip
    parts = [part for system in systems for part in related(system, "participations") if part.country_id == country.pk]
    return [_block(sorted(parts, key=lambda part: (part.system.title, str(part.since or ""))), page)]


def _block(found, page):
    rows = [
        _row(one) for one in found if one.system.is_published_for(page.audience) and _begun(one, page.question.as_of)
    ]
    return Block("systems", "Systems", "members/systems_of_country.html", {"rows": rows}, len(rows))


def _begun(participation, day):
    """False for a participation that surely began after the day that is asked about."""
    return day is None or not participation.since or participation.since.first_day <= day


def _row(participation):
    system = participation.system
    return {
        "title": system.title, "url": system.get_absolute_url(), "restriction": system.restriction,
        "role": participation.get_role_display(), "since": in_words(participation.since) or UNKNOWN,
        "until": in_words(participation.until) or "not recorded as ended", "note": participation.note,
        "source": participation.source_url,
    }  # fmt: skip
