"""State of a country with regard to a treaty on a day, from the record of the treaty alone.

An act with a partial date that may or may not lie before the day makes the state uncertain, and the words say why. What
no act tells is taken from the latest look: a standing of the country, or the day until which the list of acts is
complete. A state that joins was no party before, but for a successor state, which may have been bound by its
predecessor.
"""

import datetime
from dataclasses import dataclass, field

from baliportal.catalogue.partial_dates import PartialDate, in_words

from .treaty_acts import Act, acts_of, look_day, looks_of, on, partial

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
    """What is known of one country and one treaty on one day.

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
    def has_signed(self) -> bool:
        """Tell whether a signature counts on that day, with or without its date."""
        return any(row["action"] == "signature" for row in self.acts)


def state_of(record: dict, country_code: str, day: datetime.date | None = None) -> TreatyState:
    """Return the state of a country, by its ISO code; without a day, after every act that is recorded."""
    adopted = partial(record.get("date", ""))
    if day and adopted and adopted.first_day > day:
        return TreatyState(NOT_PARTY, f"not a party, as it was adopted {in_words(adopted)}", as_of=PartialDate.of(day))
    looks = looks_of(record, country_code)
    return _state(record, acts_of(record, country_code, looks), looks, day)


def _state(record, acts, looks, day):
    done = [act for act in acts if on(act, day, looks) == "done"]
    possible = [act for act in acts if on(act, day, looks) != "later"]
    before, after = bond_of(done), bond_of(possible)
    common = {
        "signed": next((act.date for act in possible if act.kind == "signature"), None),
        "acts": tuple(act.row for act in possible if act.row),
    }
    if before != after:
        return _uncertain(done, possible, looks, common)
    if before == "left":
        return _left(done, looks, common)
    if before == "party":
        return _party(record, done, looks, common)
    return _outside(record, acts, done, looks, day, common)


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


def _party(record, done, looks, common):
    ends = [act for act in done if act.kind == "leaving"]
    joining = [a for a in done if a.kind == "joining" and all(_surely_follows(a, end) for end in ends)]
    dated = sorted((act for act in joining if act.date), key=lambda act: act.date)
    looked = _latest([*(look.date for look in looks if look.state == PARTY), look_day(record)])
    if not dated:
        words = f"party as of {in_words(looked)}, since when is not recorded" if looked else LABELS[PARTY_UNDATED]
        act = joining[0]
        return TreatyState(PARTY_UNDATED, words, act=act.name, bound_since=act.in_force, as_of=looked, **common)
    first = dated[0]
    as_of = _latest([looked, *(act.date for act in dated)])
    words = f"party: {first.name}, {in_words(first.date)}"
    return TreatyState(PARTY, words, first.date, first.name, bound_since=first.in_force, as_of=as_of, **common)


def _left(done, looks, common):
    end = max((act for act in done if act.kind == "leaving"), key=lambda act: str(act.date or ""))
    as_of = _latest([end.date, *(look.date for look in looks if look.state == NOT_PARTY)])
    words = f"left: {end.name}, {in_words(end.date) or 'day not recorded'}"
    return TreatyState(LEFT, words, end.date, end.name, as_of=as_of, **common)


def _uncertain(done, possible, looks, common):
    """The state of a day that lies within the partial date of an act, or before a look at an act without a date."""
    open_acts = sorted((act for act in possible if act not in done), key=lambda act: str(act.date or ""))
    words = ", ".join(dict.fromkeys(_some_time(act, looks) for act in open_acts))
    changing = [act for act in open_acts if act.kind != "signature"] or open_acts
    act = changing[-1]
    return TreatyState(UNCERTAIN, words, act.date, act.name, bound_since=act.in_force, **common)


def _some_time(act, looks):
    verb = {"joining": "became a party", "leaving": "left", "signature": "signed"}[act.kind]
    if act.date:
        return f"{verb} some time in {in_words(act.date)}"
    looked = _latest([look.date for look in looks if look.state == PARTY]) if act.kind == "joining" else None
    return f"party as of {in_words(looked)}, since when is not recorded" if looked else f"{verb} on an unrecorded day"


def _outside(record, acts, done, looks, day, common):
    """The state of a country that no act makes a party: signed, not a party, unable to join or not looked up."""
    later = min((a for a in acts if a not in done and a.kind == "joining"), key=lambda a: str(a.date), default=None)
    if later and later.name == "succession":
        words = f"succeeded {in_words(later.date)}, what applied before is not recorded"
        return TreatyState(UNCERTAIN, words, **common)
    if later and later.date:
        return _not_joined(done, PartialDate.of(day), f"not yet a party, joined {in_words(later.date)}", common)
    barred = next((look for look in looks if look.state == CANNOT_JOIN), None)
    if barred and not done:
        words = f"cannot join{_as_of(barred.date)}"
        return TreatyState(CANNOT_JOIN, words, as_of=barred.date, note=barred.note, source_url=barred.source_url)
    return _looked_up(record, done, looks, common)


def _looked_up(record, done, looks, common):
    outside = [look for look in looks if look.state == NOT_PARTY]
    look = max(outside, key=_last_day, default=None)
    complete = look_day(record)
    if look and (complete is None or _last_day(look) >= complete.last_day):
        words = f"not a party{_as_of(look.date) or ', day of the look not recorded'}"
        return _not_joined(done, look.date, words, common | {"note": look.note, "source_url": look.source_url})
    return _not_joined(done, complete, f"not a party{_as_of(complete)}" if complete else "", common)


def _not_joined(done, as_of, words, common):
    signature = next((act for act in done if act.kind == "signature"), None)
    if signature:
        since = in_words(signature.date) or "day not recorded"
        rest = words or "whether it has joined since was not looked up"
        return TreatyState(SIGNED, f"signed {since}; {rest}", signature.date, signature.name, as_of=as_of, **common)
    return TreatyState(NOT_PARTY if words else NOT_LOOKED_UP, words or "not looked up", as_of=as_of, **common)


def _as_of(date):
    return f" as of {in_words(date)}" if date else ""


def _latest(dates):
    return max((date for date in dates if date), key=lambda date: (date.last_day, date.first_day), default=None)


def _last_day(look):
    return look.date.last_day if look.date else datetime.date.min
