"""The field of a record that matched, shown where the title alone does not explain why the record is listed."""

from collections.abc import Callable, Collection, Mapping

from .likely_places import finds_all, likely_pieces
from .snippets import matches

LABELS = {
    "original_title": "original title",
    "number": "number",
    "names": "country, theme or host",
    "summary": "summary",
    "text": "text",
    "file": "a file",
}
# Characters of a field that are analysed.
ANALYSED_LENGTH = 10_000
# From a text, the wanted terms and the record's language to those that it has.
TermsOf = Callable[[str, set[str], str], set[str]]


def matched_field(texts: Mapping[str, str], terms: Collection[str], language: str = "") -> str:
    """The label of the field that has most of the terms, "" when no field has more of them than the title.

    `texts` is the text of each field of the index, as in `Hit.texts`. Fields are read in the order of their weight
    until one has all terms; a long text only where another field has some. Of a field only the words that begin as a
    term does are analysed, and whole fields where none of them is one: irregular forms are rare.
    """
    wanted = set(terms)
    likely = _best_field(texts, wanted, language, _likely_terms)
    return likely if likely or finds_all(language) else _best_field(texts, wanted, language, _all_terms)


def _best_field(texts: Mapping[str, str], wanted: set[str], language: str, terms_of: TermsOf) -> str:
    best, most = "", len(terms_of(texts.get("title", ""), wanted, language))
    for field, label in LABELS.items():
        if most == len(wanted):
            break
        if field == "text" and not most and len(texts.get(field, "")) > ANALYSED_LENGTH:
            return label  # the record matches and no other field does, so the text does
        if (count := len(terms_of(texts.get(field, ""), wanted, language))) > most:
            best, most = label, count
    return best


def _likely_terms(text: str, terms: set[str], language: str) -> set[str]:
    pieces = likely_pieces(text[:ANALYSED_LENGTH], terms)
    if pieces is None:
        return _all_terms(text, terms, language)
    found: set[str] = set()
    for piece in pieces:
        found |= _all_terms(piece, terms, language)
        if len(found) == len(terms):
            break
    return found


def _all_terms(text: str, terms: set[str], language: str) -> set[str]:
    return {token.text for token in matches(text[:ANALYSED_LENGTH], terms, language)} if text else set()
