"""The countries that take part in the process, as members or as observers."""

from dataclasses import dataclass

from baliportal.catalogue.models import Country, Entry


@dataclass(frozen=True)
class MemberCountry:
    """A country with a published profile; its rows in tables and files are named by code and name."""

    code: str
    name: str
    is_observer: bool


def member_countries(audience: str = "public") -> list[MemberCountry]:
    """Return the members and observers whose profile an audience may see, by name."""
    profiles = Entry.objects.published(audience).filter(kind="member")
    rows = Country.objects.filter(member_state__in=profiles.values("pk")).order_by("name")
    return [
        MemberCountry(*row[:2], row[2] == "observer") for row in rows.values_list("code", "name", "member_state__type")
    ]
