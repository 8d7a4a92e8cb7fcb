"""Acts of a country on a treaty and the days on which somebody looked, from the record of the treaty."""

import datetime
from dataclasses import dataclass, field

from baliportal.catalogue.partial_dates import PartialDate

#: Acts by which a state joins.
BINDING = ("ratification", "accession", "acceptance", "approval", "succession")
KINDS = {"signature": "signature", "denunciation": "leaving"}


@dataclass(frozen=True)
class Act:
    """An act of a state; `kind` is 'signature', 'joining' or 'leaving', `row` the row of the record, None if implied.

    A denunciation, or a standing as a party, implies that the state joined, on a day and by an act not recorded.
    """

    kind: str
    name: str
    date: PartialDate | None
    in_force: PartialDate | None = None
    row: dict | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Look:
    """Standing of a state as looked up: 'party', 'not-party' or 'cannot-join', on a day that may be unknown."""

    state: str
    date: PartialDate | None
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class History:
    """Acts and looks of one country in a record; `complete` is until when its acts are known to be all here."""

    acts: list[Act]
    looks: list[Look]
    complete: PartialDate | None

    def until(self, day: datetime.date | None) -> tuple[list[Act], list[Act]]:
        """Return the acts done by a day, and those that may be; without a day, all and all."""
        placed = [(act, self._place(act, day)) for act in self.acts]
        return [act for act, place in placed if place == "done"], [act for act, place in placed if place != "later"]

    def joins_after(self, done: list[Act]) -> Act | None:
        """Return the first act by which the country joins and that is not done; of undated ones, any."""
        later = [act for act in self.acts if act not in done and act.kind == "joining"]
        return min(later, key=lambda act: str(act.date), default=None)

    def _place(self, act, day):
        if day is None:
            return "done"
        if act.date is None:
            return self._place_undated(act, day)
        if act.date.last_day <= day:
            return "done"
        return "later" if act.date.first_day > day else "open"

    def _place_undated(self, act, day):
        """The looks before and after the day narrow down when a state joined or left."""
        after, before = ("party", "not-party") if act.kind == "joining" else ("not-party", "party")
        dated = [look for look in self.looks if look.date and act.kind != "signature"]
        if any(look.state == after and look.date.last_day <= day for look in dated):
            return "done"
        return "later" if any(look.state == before and look.date.first_day >= day for look in dated) else "open"


def history_of(record: dict, country: str) -> History:
    """Return the acts of a country, recorded and implied, in the order of the days, and what was looked up of it."""
    rows = [row for row in record.get("standings", ()) if row["country"] == country]
    looks = [Look(row["state"], partial(row["as_of"]), row["note"], row["source_url"]) for row in rows]
    complete = partial(record.get("as_of", "")) if country in record.get("as_of_countries", ()) else None
    acts = [_act(row) for row in record.get("actions", ()) if row["country"] == country]
    kinds = {act.kind for act in acts}
    if "joining" not in kinds and ("leaving" in kinds or any(look.state == "party" for look in looks)):
        acts.append(Act("joining", "", None))
    return History(sorted(acts, key=lambda act: str(act.date or "")), looks, complete)


def latest(dates) -> PartialDate | None:
    """Return the latest of some dates, of which those that are None do not count."""
    return max((date for date in dates if date), key=lambda date: (date.last_day, date.first_day), default=None)


def partial(text: str) -> PartialDate | None:
    """Return the date of a record; None for an empty one."""
    return PartialDate.parse(text) if text else None


def _act(row):
    kind = KINDS.get(row["action"], "joining")
    return Act(kind, row["action"], partial(row["date"]), partial(row["in_force_date"]), row)
