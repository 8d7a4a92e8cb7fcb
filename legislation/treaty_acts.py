"""Acts of a country on a treaty and the days on which somebody looked, from the record of the treaty."""

import datetime
from dataclasses import dataclass, field

from baliportal.catalogue.partial_dates import PartialDate

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
    """What somebody found of a state: 'party', 'not-party' or 'cannot-join', on a day that may be unknown."""

    state: str
    date: PartialDate | None
    note: str = ""
    source_url: str = ""


def partial(text: str) -> PartialDate | None:
    """Return the date of a record; None for an empty one."""
    return PartialDate.parse(text) if text else None


def look_day(record: dict) -> PartialDate | None:
    """Return until when the list of acts is known to be complete; None when this is not recorded."""
    return partial(record.get("as_of", ""))


def looks_of(record: dict, country: str) -> list[Look]:
    """Return the standings that were looked up for a country."""
    return [
        Look(row["state"], partial(row["as_of"]), row["note"], row["source_url"])
        for row in record.get("standings", ())
        if row["country"] == country
    ]


def acts_of(record: dict, country: str, looks: list[Look]) -> list[Act]:
    """Return the acts of a country, recorded and implied, in the order of the days."""
    rows = [row for row in record.get("actions", ()) if row["country"] == country]
    acts = [
        Act(
            KINDS.get(row["action"], "joining"), row["action"], partial(row["date"]), partial(row["in_force_date"]), row
        )
        for row in rows
    ]
    joined = any(act.kind == "joining" for act in acts)
    if not joined and (any(act.kind == "leaving" for act in acts) or any(look.state == "party" for look in looks)):
        acts.append(Act("joining", "", None))
    return sorted(acts, key=lambda act: str(act.date or ""))


def on(act: Act, day: datetime.date | None, looks: list[Look]) -> str:
    """Return what an act is on a day: 'done', 'later', or 'open' where its date does not tell."""
    if day is None:
        return "done"
    if act.date is None:
        return _undated(act, day, looks)
    if act.date.last_day <= day:
        return "done"
    return "later" if act.date.first_day > day else "open"


def _undated(act, day, looks):
    """The looks before and after the day narrow down when a state joined."""
    dated = [look for look in looks if look.date] if act.kind == "joining" else []
    if any(look.state == "party" and look.date.last_day <= day for look in dated):
        return "done"
    return "later" if any(look.state == "not-party" and look.date.first_day >= day for look in dated) else "open"
