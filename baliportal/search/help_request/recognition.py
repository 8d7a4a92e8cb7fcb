"""Recognition of queries that ask for help, and what the page says above the results of one."""

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from ..thesaurus.thesaurus import EMPTY_THESAURUS, Thesaurus
from .words import FILLERS, HelpWords, help_words, normalised, words_in

#: Longest query that is looked at, in characters: a request for help is short.
MAX_LENGTH = 200
#: Characters from which the beginning of a word is taken for it, by whether its script has blanks between words.
SHORTEST_PREFIX = {False: 4, True: 2}


class HelpRequest(NamedTuple):
    """A query that asks for help, in which language, and in which country, "" where it names none."""

    language: str
    country: str


def help_request(q: str, thesaurus: Thesaurus = EMPTY_THESAURUS) -> HelpRequest | None:
    """Return what a query asks for if it is a request for help, else None; no query of the database."""
    text = normalised(q[:MAX_LENGTH])
    present = words_in(text)
    if not present:
        return None
    found = max(present, key=lambda words: words.anywhere)
    rest = _without(present, text)
    countries = thesaurus.values("country", rest) if rest else ()
    if not found.anywhere and rest and not countries:
        return None
    return HelpRequest(found.language, countries[0] if countries else "")


def help_prefix(typed: str) -> HelpWords | None:
    """Return the words of a request for help that somebody begins to type; None where they type something else."""
    text = normalised(typed[:MAX_LENGTH])
    fitting = (words for words in reversed(help_words()) if words.text.startswith(text))
    return next((words for words in fitting if len(text) >= SHORTEST_PREFIX[words.is_run]), None)


def help_box(q: str, thesaurus: Thesaurus = EMPTY_THESAURUS) -> dict[str, Any] | None:
    """Return what stands above the results of a request for help, by the function of `settings.HELP_BOX`; else None."""
    request = help_request(q, thesaurus)
    return _box()(request.language, request.country) if request else None


def box_of(language: str) -> dict[str, Any]:
    """Return the same for a language, for suggestions."""
    return _box()(language, "")


@cache
def _box() -> Any:
    return import_string(settings.HELP_BOX)


def _without(present: list[HelpWords], text: str) -> str:
    """The rest of a query beside words for help and words that change nothing about it."""
    rest = f" {text} "
    for words in present:
        rest = rest.replace(words.text if words.is_run else f" {words.text} ", " ")
    return " ".join(word for word in rest.split() if word not in FILLERS)
