"""Answers about groups of countries: their members of today."""

from baliportal.catalogue.models import CountryGroup
from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row

COLUMNS = ("Country", "Member since")


def group_members(question):
    """The countries that are recorded as members of a group and not as having left it."""
    named = question.one("group")
    group = CountryGroup.objects.filter(slug=named.value).first() if named else None
    present = list(group.memberships.filter(until="").select_related("country")) if group else []
    if not present or group.doubt.startswith("Incomplete"):
        return None
    names = [membership.country.name for membership in present]
    text = f"{len(names)} countries are recorded here as members of {_called(group)}: {', '.join(names)}."
    rows = [Row((one.country.name, in_words(one.since) or "not recorded"), f"/search/?country={one.country.code}")
            for one in present]  # fmt: skip
    sources = list(dict.fromkeys(filter(None, (one.source_url for one in present))))
    doubts = f"Known doubts: {group.doubt}" if group.doubt else ""
    note = " ".join(filter(None, [group.note, doubts]))
    return Answer(text, group.get_absolute_url(), sources=sources[:5], columns=COLUMNS, rows=rows, note=note)


def _called(group):
    name = group.label if group.label == group.full_name else f"{group.full_name} ({group.label})"
    return name if name.startswith(("Bali", "Abu")) else f"the {name}"
