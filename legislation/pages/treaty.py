"""The page of a treaty: how many members are parties, since when, and what is known of every one of them."""

from django.utils import timezone

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.schema.prefetched import related

from ..member_countries import MemberCountry, member_countries
from ..party_chart import PartyChart
from ..treaty_acts import partial
from ..treaty_state import CANNOT_JOIN, LEFT, NOT_LOOKED_UP, NOT_PARTY, PARTIES, SIGNED, UNCERTAIN
from ..treaty_table import TreatyTable
from .comparison_link import comparison_of
from .treaty_territories import territories

#: Blocks of the page with the members in one or more states: anchor, title, states.
GROUPS = (
    ("parties", "Parties", PARTIES),
    ("uncertain", "Not certain for this day", (UNCERTAIN,)),
    ("signed", "Signed only", (SIGNED,)),
    ("left", "Left", (LEFT,)),
    ("not-parties", "Not a party", (NOT_PARTY,)),
    ("cannot-join", "Cannot join", (CANNOT_JOIN,)),
    ("not-looked-up", "Not looked up", (NOT_LOOKED_UP,)),
)


def head_of_treaty(page):
    """Number of members that are parties, its basis, and the number over the years."""
    table, day = table_of(page), page.question.as_of
    chart = PartyChart(page.record, table.members, day or timezone.localdate())
    return [Block("state", "", "legislation/treaty_strip.html", {
        "sentence": _sentence(table, day), "basis": _basis(page.record), "note": page.record["as_of_note"],
        "groups": _groups(table), "chart": chart, "comparison": comparison_of(page),
        "undated": sum(1 for line in table.parties if not line.state.since),
    })]  # fmt: skip


def state_of_treaty(page):
    """The number of members that were parties on the day of the page in words."""
    return _sentence(table_of(page), page.question.as_of)


def blocks_of_treaty(page):
    """A table for each state of members, then one for observers and other states, then the territories."""
    table = table_of(page)
    blocks = [
        Block(group["id"], group["title"], _template(group["id"]), {"lines": group["lines"]}, group["count"])
        for group in _groups(table)
    ]
    others = [table.line(country) for country in table.observers + _other_states(page, table)]
    if others:
        blocks.append(
            Block("others", "Observers and other states", _template("others"), {"lines": others}, len(others))
        )
    return blocks + territories(page)


def table_of(page):
    """The members and observers, evaluated for the day of the page; made once for a page."""
    return page.once("treaty table", lambda: TreatyTable(
        page.record, member_countries(page.audience), lambda code: country_url(code, page.audience),
        page.question.as_of,
    ))  # fmt: skip


def _groups(table):
    groups = [{"id": name, "title": title, "lines": table.in_states(*states)} for name, title, states in GROUPS]
    return [group | {"count": len(group["lines"])} for group in groups if group["lines"]]


def _template(group):
    return f"legislation/{'treaty_parties' if group == 'parties' else 'treaty_states'}.html"


def _sentence(table, day):
    numbers = f"{len(table.parties)} of {len(table.members)} members"
    if day is None:
        return f"{numbers} are parties"
    unsure = len(table.in_states(UNCERTAIN))
    rest = f", {unsure} more may have been" if unsure else ""
    return f"{numbers} were parties on {in_words(PartialDate.of(day))}{rest}"


def _basis(record):
    """Until when, and for how many countries, all acts are recorded."""
    until = partial(record["as_of"])
    if until is None:
        return "As of when the list of acts is complete is not recorded."
    return f"As of {in_words(until)}: until then the acts of {len(record['as_of_countries'])} members are all recorded."


def _other_states(page, table):
    """Countries with an act or a standing and without a profile, by name."""
    known = {country.code for country in table.members + table.observers}
    rows = [*related(page.entry, "actions"), *related(page.entry, "standings")]
    names = {row.country.code: row.country.name for row in rows if row.country.code not in known}
    return [MemberCountry(code, name, True) for code, name in sorted(names.items(), key=lambda pair: pair[1])]
