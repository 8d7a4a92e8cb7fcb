"""Sentences about one country and a treaty, from the row of a table: what is not recorded is said to be just that."""

from baliportal.catalogue.partial_dates import in_words

from ..treaty_state import CANNOT_JOIN, LEFT, NOT_LOOKED_UP, NOT_PARTY, PARTY, PARTY_UNDATED, SIGNED


def standing(name, treaty, line):
    """Return the standing of a country towards a treaty in words: yes, no as of a day, only signed, not looked up."""
    state = line.state
    if state.is_party:
        return f"Yes: {name} is recorded as a party to the {treaty}{_by_which_act(state)}."
    if state.state == SIGNED:
        return f"{name} has only signed the {treaty}, as far as recorded: {state.words}."
    if state.state == NOT_LOOKED_UP:
        return f"Not looked up: whether {name} is a party to the {treaty} is not recorded in this portal."
    return _outside(name, treaty, line)


def since(name, treaty, line):
    """Since when the country is a party; how it stands where it is none."""
    state = line.state
    if state.state != PARTY:
        return standing(name, treaty, line).removeprefix("Yes: ")
    bound = f" It is in force for it since {in_words(state.bound_since)}." if state.bound_since else ""
    return f"{name} is a party to the {treaty} since its {state.act} of {in_words(state.since)}.{bound}"


def signature(name, treaty, line):
    """When the country signed; how it stands beside that, as many join without having signed."""
    state = line.state
    if not state.has_signed:
        rest = standing(name, treaty, line).removeprefix("Yes: ")
        return f"No signature of the {treaty} by {name} is recorded. {rest}"
    return f"{name} signed the {treaty}{_when(state.signed)}. {_further(state)}"


def _by_which_act(state):
    if state.state == PARTY_UNDATED:
        return "; since when is not recorded"
    bound = f"; in force for it since {in_words(state.bound_since)}" if state.bound_since else ""
    return f" ({state.act}, {in_words(state.since)}{bound})"


def _outside(name, treaty, line):
    state = line.state
    as_of = f", as of {in_words(state.as_of)}" if state.as_of else ""
    if state.state == NOT_PARTY:
        return f"No{as_of}: {name} is recorded as not a party to the {treaty}."
    if state.state == CANNOT_JOIN:
        applied = f"for it, the treaty is recorded as: {line.applied}" if line.applied else (
            "whether it applies there is not recorded"
        )  # fmt: skip
        return f"{name} cannot join the {treaty} itself; {applied}."
    if state.state == LEFT:
        left = in_words(state.since) or "on a day that is not recorded"
        return f"Not any more: {name} left the {treaty} ({state.act}, {left})."
    return f"Not certain: {name} and the {treaty}: {state.words}."


def _when(date):
    if date is None:
        return ", on a day that is not recorded"
    return f" on {in_words(date)}" if date.day else f" in {in_words(date)}"


def _further(state):
    if state.state == PARTY:
        return f"It is a party since its {state.act} of {in_words(state.since)}."
    if state.state == PARTY_UNDATED:
        return "It is recorded as a party; since when is not recorded."
    return f"Recorded state: {state.words}."
