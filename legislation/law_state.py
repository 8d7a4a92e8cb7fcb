"""State of a law on a day, from its record and from those of the laws that act on it.

The state of today is the one that the record says, as its source does. The state on another day is what its dates bear:
where they leave it open, the words say so.
"""

import datetime
from dataclasses import dataclass

from baliportal.catalogue.days import Passed, parse_date, passed
from baliportal.catalogue.partial_dates import PartialDate, in_words

NOT_ENACTED, NOT_YET = "not-enacted", "not-yet-in-force"
IN_FORCE, AMENDED, REPEALED = "in-force", "amended", "repealed"
SOME_TIME, NOT_RECORDED = "some-time", "not-recorded"
LABELS = {
    NOT_ENACTED: "Not yet enacted", NOT_YET: "Not yet in force", IN_FORCE: "In force",
    AMENDED: "In force, as amended", REPEALED: "Repealed", NOT_RECORDED: "Status not recorded",
}  # fmt: skip
#: Relations that end the law they point to.
ENDING = ("repeals", "replaces")


@dataclass(frozen=True)
class LawState:
    """`words` say the state for people; `since` is its day as far as recorded, `basis` what the words rest on."""

    state: str
    words: str
    since: PartialDate | None = None
    basis: str = ""


def state_of(record: dict, day: datetime.date | None = None, incoming=()) -> LawState:
    """Return the state of a law at the end of a day; None is today.

    `record` is the law's record. `incoming` are the effects of other laws on it: dicts with `relation`, `title` and the
    dates `date` and `in_force_date` of the other law as a record has them.
    """
    return _state_today(record, incoming) if day is None else _state_on(record, day, incoming)


def _state_today(record, incoming):
    status = record["legal_status"]
    if status == REPEALED:
        return _repealed(record, incoming)
    since = parse_date(record["in_force_date"])
    return LawState(status or NOT_RECORDED, LABELS[status or NOT_RECORDED], since, "the status that is recorded")


def _state_on(record, day, incoming):
    enacted, commenced, repealed = (
        parse_date(record[name]) for name in ("date", "in_force_date", "repealed_date")
    )  # fmt: skip
    if passed(enacted, day) is Passed.NO:
        return LawState(NOT_ENACTED, LABELS[NOT_ENACTED], basis="the day of enactment")
    if passed(repealed, day) is Passed.YES:
        return _repealed(record, incoming)
    if passed(repealed, day) is Passed.SOME_TIME:
        return LawState(SOME_TIME, f"Repealed some time in {in_words(repealed)}", repealed, "the day of the repeal")
    if repealed is None and record["legal_status"] == REPEALED:
        return LawState(NOT_RECORDED, "Repealed on a day that is not recorded", basis="the status that is recorded")
    return _commenced(record, day, enacted, commenced, incoming)


def _commenced(record, day, enacted, commenced, incoming):
    """The state of a law that is not repealed on that day."""
    come = passed(commenced, day)
    if come is Passed.NO:
        return LawState(NOT_YET, f"{LABELS[NOT_YET]}, in force from {in_words(commenced)}", commenced,
                        "the day of commencement")  # fmt: skip
    if come is Passed.SOME_TIME:
        return LawState(SOME_TIME, f"In force some time in {in_words(commenced)}", commenced, "the day of commencement")
    if come is Passed.UNKNOWN:
        return _without_commencement(record, day, enacted)
    if any(_acts_by(effect, day) for effect in incoming if effect["relation"] == "amends"):
        return LawState(AMENDED, LABELS[AMENDED], commenced, "the days of commencement and of the amendment")
    return LawState(IN_FORCE, LABELS[IN_FORCE], commenced, "the day of commencement")


def _without_commencement(record, day, enacted):
    if record["legal_status"] == NOT_YET:
        return LawState(NOT_YET, LABELS[NOT_YET], basis="the status that is recorded")
    come = passed(enacted, day)
    if come is Passed.SOME_TIME:
        return LawState(SOME_TIME, f"Enacted some time in {in_words(enacted)}", enacted, "the day of enactment")
    if come is Passed.YES and record["legal_status"] in (IN_FORCE, AMENDED, REPEALED):
        words = f"Enacted {in_words(enacted)}, in force from a day that is not recorded"
        return LawState(NOT_RECORDED, words, enacted, "the day of enactment")
    return LawState(NOT_RECORDED, LABELS[NOT_RECORDED])


def _acts_by(effect, day):
    """True where the other law was surely there by that day."""
    return passed(parse_date(effect["in_force_date"] or effect["date"]), day) is Passed.YES


def _repealed(record, incoming):
    """The state of a repealed law, with what repealed it and when."""
    repealed = parse_date(record["repealed_date"])
    by = next((effect["title"] for relation in ENDING for effect in incoming if effect["relation"] == relation), "")
    verb = "Replaced" if by and not any(effect["relation"] == "repeals" for effect in incoming) else "Repealed"
    when = f", {in_words(repealed)}" if repealed else ", on a day that is not recorded"
    words = f"{verb} by {by}{when}" if by else f"Repealed{when}"
    return LawState(REPEALED, words, repealed, "the status that is recorded")
