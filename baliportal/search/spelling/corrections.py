"""Spelling correction ("did you mean"): the nearest words of the index for words that it does not have."""

from collections import Counter
from typing import NamedTuple

from tantivy import Query, Searcher

from ..analysis.analyser import PART, stem
from ..analysis.folding import fold, original_span, origins
from ..index.schema import SCHEMA, count_matches, stored_texts
from ..thesaurus.thesaurus import Thesaurus
from .edit_distance import edit_distance
from .unknown_words import misspelt_words, words_of_names

# With more unknown words than these a query is nonsense, not misspelt.
MAX_CORRECTED_WORDS = 4
# Letters of a word that is corrected, and of one that may have two errors.
MIN_LENGTH, MAX_LENGTH, MIN_LENGTH_FOR_TWO_ERRORS = 4, 40, 6
# Records in which similar words are sampled, the characters of each field that are read, and the fields.
SAMPLE_SIZE, SAMPLED_LENGTH = 15, 5_000
SAMPLED_FIELDS = ("title", "original_title", "other_names", "names", "summary")


class Candidate(NamedTuple):
    """A possible correction: its distance from the typed word, the number of records that have it, its written form."""

    edit_distance: int
    frequency: int
    form: str


def corrected(searcher: Searcher, q: str, thesaurus: Thesaurus) -> str:
    """The query with known words in place of unknown ones; "" where there is no correction."""
    misspelt = misspelt_words(searcher, q, thesaurus)
    if not misspelt or len(misspelt) > MAX_CORRECTED_WORDS:
        return ""
    words = set(PART.findall(fold(q)))
    corrections = [(word, _nearest(searcher, thesaurus, word.text, words)) for word in misspelt]
    better = q
    for word, form in reversed(corrections):  # from the end, so that the places of the others still hold
        better = better[: word.start] + form + better[word.end :] if form else better
    return better if any(form for _, form in corrections) else ""


def _nearest(searcher: Searcher, thesaurus: Thesaurus, word: str, others: set[str]) -> str:
    """The written form of the nearest word, of equally near ones the most frequent; "" when none is near."""
    if not MIN_LENGTH <= len(word) <= MAX_LENGTH:
        return ""
    for errors in (1, 2) if len(word) >= MIN_LENGTH_FOR_TWO_ERRORS else (1,):
        candidates = _candidates(searcher, thesaurus, word, errors, others)
        if candidates:
            return min(candidates, key=lambda other: (other.edit_distance, -other.frequency, other.form)).form
    return ""


def _candidates(searcher: Searcher, thesaurus: Thesaurus, word: str, errors: int, others: set[str]) -> list[Candidate]:
    forms = _forms_in_records(searcher, word, errors)
    names = {name: name for name in words_of_names(thesaurus, others) if _is_near(name, word, errors)}
    return [
        Candidate(
            edit_distance(near, word, errors), count_matches(searcher, Query.term_query(SCHEMA, "spelt", near)), form
        )
        for near, form in (names | forms).items()
    ]


def _forms_in_records(searcher: Searcher, word: str, errors: int) -> dict[str, str]:
    """Near words of records: folded, with the written form, lower case if it ever occurs so, else the commonest."""
    query = Query.fuzzy_term_query(SCHEMA, "spelt", word, errors)
    hits = searcher.search(query, SAMPLE_SIZE, count=False).hits
    written: Counter[tuple[str, str]] = Counter()
    for texts in [stored_texts(searcher.doc(address)) for _, address in hits]:
        for field in SAMPLED_FIELDS:
            written.update(_near_words(texts.get(field, "")[:SAMPLED_LENGTH], word, errors))
    return {near: near if (near, near) in written else form for (near, form), _ in reversed(written.most_common())}


def _near_words(text: str, word: str, errors: int) -> list[tuple[str, str]]:
    """The words of `text` near `word`: folded, and as written."""
    folded = fold(text)
    near = {other for other in set(PART.findall(folded)) if _is_near(other, word, errors)}
    if not near:
        return []
    places = origins(text)
    matches = [match for match in PART.finditer(folded) if match.group() in near]
    return [(match.group(), text[slice(*original_span(*match.span(), places))]) for match in matches]


def _is_near(one: str, other: str, errors: int) -> bool:
    # Cheap tests first: most words differ in too many letters.
    if abs(len(one) - len(other)) > errors or len(set(one) ^ set(other)) > 2 * errors:
        return False
    return 0 < edit_distance(one, other, errors) <= errors and stem(one) != stem(other)
