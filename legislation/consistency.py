"""Consistency checks of laws, agreements and treaties: what one record says of another must agree with that one."""

from dataclasses import replace

from baliportal.catalogue.days import parse_date
from baliportal.quality.consistency import ConsistencyCheck
from baliportal.quality.period import always_if

from .treaty_state import CANNOT_JOIN, NOT_LOOKED_UP, NOT_PARTY, SIGNED, state_of

#: Relations of laws that end their target, and those that need it to be there.
ENDING, BUILDING = ("repeals", "replaces"), ("amends", "implements")
RATIFIES, SUPERSEDES = "ratifies", "supersedes"
FORCE = ("in-force", "amended")


def surely_before(one: str, other: str) -> bool:
    """Tell whether two dates of records, each as precise as known, leave no doubt that `one` came first."""
    return bool(one and other) and parse_date(one).surely_before(parse_date(other))


def _builds_on_repealed(pair):
    return always_if(pair.relation in BUILDING and surely_before(pair.target["repealed_date"], pair.acting["date"]))


def _ended_in_force(pair):
    """A bill or an act that has not commenced ends nothing yet."""
    begun = pair.acting["legal_status"] != "not-yet-in-force"
    return always_if(pair.relation in ENDING and begun and pair.target["legal_status"] in FORCE)


def _repealed_too_early(pair):
    return always_if(pair.relation in ENDING and surely_before(pair.target["repealed_date"], pair.acting["date"]))


def _ratifier_is_no_party(pair):
    parties, states = pair.target["countries"], pair.acting["countries"]
    return always_if(pair.relation == RATIFIES and parties and states and not set(parties) & set(states))


def _in_force_before_ratified(pair):
    """An agreement of many states may be in force long before one of them ratifies it."""
    is_bilateral = pair.target["type"] == "bilateral"
    early = surely_before(pair.target["in_force_date"], pair.acting["date"])
    return always_if(pair.relation == RATIFIES and is_bilateral and early)


def _superseded_in_force(pair):
    begun = pair.acting["legal_status"] in FORCE
    return always_if(pair.relation == SUPERSEDES and begun and pair.target["legal_status"] == "in-force")


def _states_ratifying(pair):
    """The states whose law ratifies a treaty, as the treaty's record has them; of no other pair any."""
    is_of_treaty = pair.relation == RATIFIES and pair.target["kind"] == "treaty"
    return [state_of(pair.target, country) for country in pair.acting["countries"]] if is_of_treaty else []


def _ratifier_not_bound(pair):
    """A state that a look after the law finds outside may have approved the treaty without depositing anything."""
    return always_if(any(_is_not_told(state, pair.acting["date"]) for state in _states_ratifying(pair)))


def _is_not_told(state, enacted):
    if state.state in (NOT_PARTY, SIGNED):
        return not state.as_of or surely_before(str(state.as_of), enacted)
    return state.state in (CANNOT_JOIN, NOT_LOOKED_UP)


def _joined_before_ratifier(pair):
    enacted = pair.acting["date"]
    return always_if(any(surely_before(str(state.since or ""), enacted) for state in _states_ratifying(pair)
                         if state.is_party))  # fmt: skip


OF_TREATIES = (
    ConsistencyCheck("ratifier-not-bound", "Ratified by a law, and no act of that state is recorded", "The law of a "
                     "state ratifies the treaty, whose record does not know the state as a party: add its act, or what "
                     "was looked up after the law, to the treaty.", "actions", _ratifier_not_bound, weight=2),
    ConsistencyCheck("joined-before-ratifier", "Joined before the law that ratifies was enacted", "The state is "
                     "recorded as joining before its law was enacted: correct one of the dates, or the treaty that "
                     "the law ratifies.", "actions", _joined_before_ratifier, weight=2),
)  # fmt: skip
RATIFICATIONS = (
    ConsistencyCheck("ratifier-no-party", "Ratified by a law of a state that is no party", "Name the state among the "
                     "parties, or take the law out of those that ratify the agreement.", "countries",
                     _ratifier_is_no_party, weight=2),
    ConsistencyCheck("in-force-before-ratified", "In force before it was ratified", "The agreement is in force before "
                     "the law that ratifies it was enacted: correct one of the dates.", "in_force_date",
                     _in_force_before_ratified, weight=2),
)  # fmt: skip
OF_LAWS = (
    ConsistencyCheck("builds-on-repealed", "Amends or implements a law that was repealed before", "A law that is "
                     "repealed can no longer be amended or implemented: correct the relation or a date.", "relations",
                     _builds_on_repealed, weight=3),
    ConsistencyCheck("ended-in-force", "Repealed or replaced, and yet in force", "One law repeals or replaces the "
                     "other, which is recorded as in force: correct the legal status or the relation.", "legal_status",
                     _ended_in_force, weight=3),
    ConsistencyCheck("repealed-too-early", "Repealed before the law that repeals it", "The repeal is dated before the "
                     "enactment of the law that brings it: correct one of the dates.", "repealed_date",
                     _repealed_too_early, weight=2),
    *RATIFICATIONS, *(replace(check, field="relations") for check in OF_TREATIES),
)  # fmt: skip
OF_AGREEMENTS = (
    *RATIFICATIONS,
    ConsistencyCheck("superseded-in-force", "Superseded, and yet in force", "Both the agreement and the one that takes "
                     "its place are recorded as in force: correct the legal status or what it supersedes.",
                     "legal_status", _superseded_in_force, weight=3),
)  # fmt: skip
