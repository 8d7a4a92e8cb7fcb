"""Did you mean: the nearest real words for words that stand nowhere. It proposes and never changes the question."""

from collections import Counter
from typing import NamedTuple

from tantivy import Query, Searcher

from ..analysis.analyser import PART, stem
from ..analysis.folding import fold, original_span, origins
from ..index.schema import SCHEMA, texts
from ..thesaurus.thesaurus import Thesaurus
from .edit_distance import edit_distance
from .unknown_words import unspelt_words, words_of_names

MOST_CORRECTED = 4  # words; who has typed more nonsense than that has not misspelt it
SHORTEST, LONG, LONGEST = 4, 6, 40  # letters: of a word at all, of one with two slips, of one that is looked at
SAMPLE = 15  # records in which words like it are looked for
READ = 5_000  # characters of each of their fields
SPELT_IN = ("title", "original_title", "names", "summary")


class Candidate(NamedTuple):
    """A real word: how far it is from what was typed, in how many records it stands, how it is written."""

    edit_distance: int
    count: int
    form: str


def corrected(searcher: Searcher, question: str, thesaurus: Thesaurus) -> str:
    """The question with real words in place of unknown ones; "" where there is nothing to propose."""
    unspelt = unspelt_words(searcher, question, thesaurus)
    if not unspelt or len(unspelt) > MOST_CORRECTED:
        return ""
    words = set(PART.findall(fold(question)))
    better, nearest = question, [(spot, _nearest(searcher, thesaurus, spot.word, words)) for spot in unspelt]
    for spot, form in reversed(nearest):
        better = better[: spot.start] + form + better[spot.end :] if form else better
    return better if any(form for _, form in nearest) else ""


def _nearest(searcher: Searcher, thesaurus: Thesaurus, word: str, others: set[str]) -> str:
    """The word most like this one as people write it, of equals the most frequent; "" when none is near."""
    if not SHORTEST <= len(word) <= LONGEST:
        return ""
    for slips in (1, 2) if len(word) >= LONG else (1,):
        found = _candidates(searcher, thesaurus, word, slips, others)
        if found:
            return min(found, key=lambda each: (each.edit_distance, -each.count, each.form)).form
    return ""


def _candidates(searcher: Searcher, thesaurus: Thesaurus, word: str, slips: int, others: set[str]) -> list[Candidate]:
    forms = _forms_in_records(searcher, word, slips)
    names = {name: name for name in words_of_names(thesaurus, others) if _is_near(name, word, slips)}
    return [
        Candidate(edit_distance(near, word, slips), _count(searcher, near), form)
        for near, form in (names | forms).items()
    ]


def _forms_in_records(searcher: Searcher, word: str, slips: int) -> dict[str, str]:
    """Words of records near this one, folded, and as they are written: small where they ever are, else as mostly."""
    query = Query.fuzzy_term_query(SCHEMA, "spelt", word, slips)
    found = [texts(searcher.doc(address)) for _, address in searcher.search(query, SAMPLE, count=False).hits]
    written = Counter()
    for held in found:
        for field in SPELT_IN:
            written.update(_near_words(held.get(field, "")[:READ], word, slips))
    return {near: near if (near, near) in written else form for (near, form), _ in reversed(written.most_common())}


def _near_words(text: str, word: str, slips: int) -> list[tuple[str, str]]:
    folded = fold(text)
    near = {each for each in set(PART.findall(folded)) if _is_near(each, word, slips)}
    found = ((match.group(), match.span()) for match in PART.finditer(folded) if match.group() in near) if near else ()
    places = origins(text) if near else None
    return [(each, text[slice(*original_span(*span, places))]) for each, span in found]


def _is_near(one: str, other: str, slips: int) -> bool:
    """The quick look first: most words have too many other letters."""
    if abs(len(one) - len(other)) > slips or len(set(one) ^ set(other)) > 2 * slips:
        return False
    return 0 < edit_distance(one, other, slips) <= slips and stem(one) != stem(other)


def _count(searcher: Searcher, word: str) -> int:
    return searcher.search(Query.term_query(SCHEMA, "spelt", word), 1).count
