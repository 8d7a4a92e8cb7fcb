"""Rows of tables that set countries, or treaties, beside what is known of each: signed, joined, bound, since when."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from baliportal.catalogue.partial_dates import in_words

from .sources import named_sources
from .treaty_acts import latest
from .treaty_state import TreatyState, state_of

NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Line:
    """A country with regard to a treaty; `name` and `url` are of whichever of the two the table is not about.

    `applied` says of a territory, which cannot join, whether the treaty applies to it.
    """

    name: str
    url: str
    state: TreatyState
    fallback_source: str = ""
    applied: str = ""

    @property
    def signed(self) -> str:
        if self.state.signed:
            return in_words(self.state.signed)
        return "day not recorded" if self.state.has_signed else "no signature recorded"

    @property
    def joined(self) -> str:
        """The act by which the state joined, and its date."""
        act = self.state.act.capitalize() or "Joined"
        return f"{act}, {in_words(self.state.since) or 'day not recorded'}"

    @property
    def in_force(self) -> str:
        return in_words(self.state.bound_since) or NOT_RECORDED

    @property
    def as_of(self) -> str:
        return in_words(self.state.as_of) or NOT_RECORDED

    @property
    def note(self) -> str:
        return self.state.note

    @property
    def reservations(self) -> list[str]:
        """Reservations and declarations of the state, with the acts that counted on the day."""
        return [row["reservation_note"] for row in self.state.acts if row["reservation_note"]]

    @property
    def sources(self) -> list[dict[str, str]]:
        """Addresses where this is said, with their hosts; those of the treaty where the rows name none."""
        urls = [row["source_url"] for row in self.state.acts] + [self.state.source_url]
        return named_sources(urls) or named_sources([self.fallback_source])


class TreatyTable:
    """The countries of a record, evaluated for a day: members, observers and other states that acted, by name."""

    def __init__(self, record: dict, countries, url_of, day: datetime.date | None = None):
        self.record, self.day, self._url_of = record, day, url_of
        self.members = [country for country in countries if not country.is_observer]
        self.observers = [country for country in countries if country.is_observer]

    def line(self, country) -> Line:
        state = state_of(self.record, country.code, self.day)
        return Line(country.name, self._url_of(country.code), state, self.record["source_url"])

    @cached_property
    def lines(self) -> list[Line]:
        """The members, by name."""
        return [self.line(country) for country in self.members]

    def in_states(self, *states: str) -> list[Line]:
        return [line for line in self.lines if line.state.state in states]

    @property
    def parties(self) -> list[Line]:
        return [line for line in self.lines if line.state.is_party]

    @property
    def latest_act(self):
        """The date of the latest act of a member that counts on the day."""
        return latest(line.state.since for line in self.lines)
