"""State of a country with regard to a treaty on a day, from the record of the treaty alone.

An act with a partial date that may or may not lie before the day makes the state uncertain, and the words say why. What
no act tells is taken from the latest look: a standing of the country, or the day until which the list of acts is
complete. A state that joins was no party before, but for a successor state, which may have been bound by its
predecessor.
"""

import datetime
from dataclasses import dataclass, field

from baliportal.catalogue.partial_dates import PartialDate, in_words

from .treaty_acts import Act, history_of, latest, partial

PARTY = "party"
PARTY_UNDATED = "party-undated"
SIGNED = "signed"
LEFT = "left"
NOT_PARTY = "not-party"
CANNOT_JOIN = "cannot-join"
UNCERTAIN = "uncertain"
NOT_LOOKED_UP = "not-looked-up"

#: Label of every state, in the order in which pages explain them.
LABELS = {
    PARTY: "party",
    PARTY_UNDATED: "party, since when is not recorded",
    SIGNED: "signed only",
    LEFT: "left",
    NOT_PARTY: "not a party",
    CANNOT_JOIN: "cannot join",
    UNCERTAIN: "not certain for this day",
    NOT_LOOKED_UP: "not looked up",
}
PARTIES = (PARTY, PARTY_UNDATED)


@dataclass(frozen=True)
class TreatyState:
    """State of one country towards one treaty on one day.

    `since` is the date of the act that gave the state, `act` its name as in the record ('' for none), `signed` the date
    of the signature, `bound_since` from when the treaty is in force for the country, `as_of` the day of the latest look
    on which the state rests. `acts` are the rows of the record that count on that day; `note` and `source_url` are of
    the standing that gave the state.
    """

    state: str
    words: str
    since: PartialDate | None = None
    act: str = ""
    signed: PartialDate | None = None
    as_of: PartialDate | None = None
    bound_since: PartialDate | None = None
    acts: tuple[dict, ...] = field(default=(), compare=False)
    note: str = ""
    source_url: str = ""

    @property
    def is_party(self) -> bool:
        return self.state in PARTIES

    @property
    def rests_on(self) -> str:
        """Basis of the state: an act of the state, a look at it, a list of acts that is complete, or nothing."""
        if self.state == NOT_LOOKED_UP:
            return "not looked up"
        if self.acts:
            return "act of this state"
        singly = self.note or self.source_url or self.state != NOT_PARTY
        return "look at this state" if singly else "complete list or later act"

    @property
    def has_signed(self) -> bool:
        """Tell whether a signature counts on that day, with or without its date."""
        return any(row["action"] == "signature" for row in self.acts)


def state_of(record: dict, country_code: str, day: datetime.date | None = None) -> TreatyState:
    """Return the state of a country, by its ISO code; without a day, after every act that is recorded."""
    adopted = partial(record.get("date", ""))
    if day and adopted and adopted.first_day > day:
        return TreatyState(NOT_PARTY, f"not a party, as it was adopted {in_words(adopted)}", as_of=PartialDate.of(day))
    history = history_of(record, country_code)
    done, possible = history.until(day)
    counting = {
        "signed": next((act.date for act in possible if act.kind == "signature"), None),
        "acts": tuple(act.row for act in possible if act.row),
    }
    bond = bond_of(done)
    if bond != bond_of(possible):
        return _uncertain(history, done, possible, counting)
    if bond == "left":
        return _left(history, done, counting)
    return _party(history, done, counting) if bond == "party" else _outside(history, done, day, counting)


def bond_of(acts: list[Act]) -> str:
    """Return what a set of acts comes to, whatever their order: 'left', 'party', 'signed' or 'none'.

    A denunciation ends what no act that joins surely follows.
    """
    joining = [act for act in acts if act.kind == "joining"]
    leaving = [act for act in acts if act.kind == "leaving"]
    if any(not any(_surely_follows(act, end) for act in joining) for end in leaving):
        return "left"
    if joining:
        return "party"
    return "signed" if acts else "none"


def _surely_follows(act, other):
    return bool(act.date and other.date and other.date.surely_before(act.date))


def _party(history, done, counting):
    ends = [act for act in done if act.kind == "leaving"]
    joining = [a for a in done if a.kind == "joining" and all(_surely_follows(a, end) for end in ends)]
    first = min((act for act in joining if act.date), key=lambda act: act.date, default=None)
    looked = latest(look.date for look in history.looks if look.state == PARTY)
    if first is None:
        act = joining[0]
        words = _since_unrecorded(looked)
        return TreatyState(PARTY_UNDATED, words, act=act.name, bound_since=act.in_force, as_of=looked, **counting)
    as_of = latest([looked, history.complete, *(act.date for act in joining)])
    words = f"party: {first.name}, {in_words(first.date)}"
    return TreatyState(PARTY, words, first.date, first.name, bound_since=first.in_force, as_of=as_of, **counting)


def _left(history, done, counting):
    end = max((act for act in done if act.kind == "leaving"), key=lambda act: str(act.date or ""))
    as_of = latest([end.date, history.complete, *(look.date for look in history.looks if look.state == NOT_PARTY)])
    words = f"left: {end.name}, {in_words(end.date) or 'day not recorded'}"
    return TreatyState(LEFT, words, end.date, end.name, as_of=as_of, **counting)


def _uncertain(history, done, possible, counting):
    """The state of a day that lies within the partial date of an act, or before a look at an act without a date."""
    unsure = [act for act in possible if act not in done]
    looked = latest(look.date for look in history.looks if look.state == PARTY)
    words = ", ".join(dict.fromkeys(_some_time(act, looked) for act in unsure))
    act = ([act for act in unsure if act.kind != "signature"] or unsure)[-1]
    return TreatyState(UNCERTAIN, words, act.date, act.name, bound_since=act.in_force, as_of=looked, **counting)


def _some_time(act, looked):
    verb = {"joining": "became a party", "leaving": "left", "signature": "signed"}[act.kind]
    if act.date:
        return f"{verb} some time in {in_words(act.date)}"
    return _since_unrecorded(looked) if act.kind == "joining" else f"{verb} on a day that is not recorded"


def _since_unrecorded(looked):
    return f"party{_as_of(looked)}, since when is not recorded"


def _outside(history, done, day, counting):
    """The state of a country that no act makes a party: signed, not a party, unable to join or not looked up."""
    later = history.joins_after(done)
    if later and later.name == "succession":
        words = f"succeeded {in_words(later.date)}, what applied before is not recorded"
        return TreatyState(UNCERTAIN, words, **counting)
    if later and later.date:
        return _not_joined(done, PartialDate.of(day), f"not yet a party, joined {in_words(later.date)}", counting)
    barred = next((look for look in history.looks if look.state == CANNOT_JOIN), None)
    if barred and not done:
        found = {"as_of": barred.date, "note": barred.note, "source_url": barred.source_url}
        return TreatyState(CANNOT_JOIN, f"cannot join{_as_of(barred.date)}", **found, **counting)
    return _looked_up(history, done, counting)


def _looked_up(history, done, counting):
    look = max((look for look in history.looks if look.state == NOT_PARTY), key=_last_day, default=None)
    complete = history.complete
    if look and (complete is None or _last_day(look) >= complete.last_day):
        words = f"not a party{_as_of(look.date) or ', day of the look not recorded'}"
        return _not_joined(done, look.date, words, counting | {"note": look.note, "source_url": look.source_url})
    return _not_joined(done, complete, f"not a party{_as_of(complete)}" if complete else "", counting)


def _not_joined(done, as_of, words, counting):
    if not done:
        return TreatyState(NOT_PARTY if words else NOT_LOOKED_UP, words or "not looked up", as_of=as_of, **counting)
    signature = done[0]
    rest = words or "whether it has joined since was not looked up"
    since = in_words(signature.date) or "on a day that is not recorded"
    return TreatyState(SIGNED, f"signed {since}; {rest}", signature.date, signature.name, as_of=as_of, **counting)


def _as_of(date):
    return f" as of {in_words(date)}" if date else ""


def _last_day(look):
    return look.date.last_day if look.date else datetime.date.min
