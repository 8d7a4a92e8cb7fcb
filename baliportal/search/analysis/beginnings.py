"""Stems that are shorter than the beginning of a word as typed: traffickin* asks for words of the stem "traffick"."""

from functools import lru_cache

from .analyser import stem

# Endings of English words that stemming cuts off.
ENDINGS = ("s", "es", "ies", "ed", "er", "ers", "ing", "ings", "ion", "ions", "ation", "ations", "ment", "ments", "ity")


@lru_cache(maxsize=1_000)
def stems_of_beginning(beginning: str) -> tuple[str, ...]:
    """The stems of words with this folded beginning that do not have it themselves, for any ending that is begun."""
    begun = ((ending, cut) for ending in ENDINGS for cut in range(len(ending)) if beginning.endswith(ending[:cut]))
    stems = map(stem, [beginning, *(beginning + ending[cut:] for ending, cut in begun)])
    return tuple(dict.fromkeys(each for each in stems if each != beginning and beginning.startswith(each)))
