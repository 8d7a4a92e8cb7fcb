"""Direct answers: the sentence that answers a query, where the public records answer it in one way."""

import logging
from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone

from baliportal.catalogue.journal.head import current_head, pinned_head
from baliportal.catalogue.journal.position import JournalPosition

from ..help_request.recognition import help_request
from ..index.index import Index
from ..index.result_cache import ResultCache
from ..thesaurus.thesaurus import Thesaurus
from . import grammar, keywords
from .answer import Answer, Entity, Question
from .names import Names, NameTable, vocabulary_names
from .normal_form import normal_form
from .recognition import recognise, without_question_words
from .record_slot import finder
from .registry import answering, named_records

log = logging.getLogger(__name__)


def answer(query: str, index: Index, thesaurus: Thesaurus) -> Answer | None:
    """The answer to a query; None for what is no question, and where the records leave it open.

    Never fails: an error is logged, and the search goes on without an answer.
    """
    try:
        return _cached(query, index, thesaurus, lambda: _answer(query, index, thesaurus))
    except Exception:
        log.exception("No answer to a question")
        return None


def search_words(query: str, index: Index, thesaurus: Thesaurus) -> str:
    """The words to search for: of a question, those that do not merely ask, else the query itself. Never fails."""
    try:
        asked = _cached(("question", query), index, thesaurus, lambda: _question(query, index, thesaurus))
        return (asked and without_question_words(query, names_of(thesaurus, index.position))) or query
    except Exception:
        log.exception("No words of a question")
        return query


def names_of(thesaurus: Thesaurus, position: JournalPosition) -> Names:
    """The names that questions may use; cached in the process by the thesaurus and by the position in the journal."""
    return Names(_vocabulary(thesaurus), _records(position), grammar.words() | keywords.words())


@lru_cache(maxsize=2)
def _vocabulary(thesaurus: Thesaurus) -> NameTable:
    return vocabulary_names(thesaurus)


@lru_cache(maxsize=2)
def _records(_position: JournalPosition) -> NameTable:
    return NameTable(named_records())


def clear_cache() -> None:
    """Forget the names of records: necessary after the journal was emptied, as in tests: its numbers begin again."""
    _records.cache_clear()
    _answers.cache_clear()


def _cached(key: Hashable, index: Index, thesaurus: Thesaurus, compute: Callable[[], Any]) -> Any:
    answers = _answers(current_head().position, index.position, thesaurus, timezone.localdate())
    return answers.get_or_compute(key, compute)


@lru_cache(maxsize=2)
def _answers(_head: JournalPosition, _index: JournalPosition, _thesaurus: Thesaurus, _day: date) -> ResultCache:
    """Answers of one state of the records and of the index on one day: each takes up to eight queries."""
    return ResultCache()


def _answer(query: str, index: Index, thesaurus: Thesaurus) -> Answer | None:
    question = _cached(("question", query), index, thesaurus, lambda: _question(query, index, thesaurus))
    question = question or _call_for_help(query, names_of(thesaurus, index.position), thesaurus)
    function = answering().get(question.frame) if question else None
    if not function or not question:
        return None
    with pinned_head():  # each address of a country asks for it
        return function(question)


def _question(query: str, index: Index, thesaurus: Thesaurus) -> Question | None:
    names = names_of(thesaurus, index.position)
    return recognise(query, names, finder(index, thesaurus, names))


def _call_for_help(query: str, names: Names, thesaurus: Thesaurus) -> Question | None:
    """The question that words for help ask, in whatever language, in the one country that they name, if any."""
    request = help_request(query, thesaurus)
    if request is None:
        return None
    named = {entity.value for name in names.mark(normal_form(query)).names for entity in name.entities
             if entity.type == "country"}  # fmt: skip
    country = request.country or (named.pop() if len(named) == 1 else "")
    return Question("help", {"country": (Entity("country", country, ""),)} if country else {})
