"""Which field of a record held what was sought, for a visitor who wonders why it is in the list."""

from collections.abc import Collection, Mapping

from .folding import fold
from .snippets import matches

LABELS = {
    "original_title": "original title",
    "number": "number",
    "names": "country, theme or host",
    "summary": "summary",
    "text": "text",
}
READ = 10_000  # characters of a field that are looked at
ALIKE, AFTER = 4, 200  # characters that a word has in common with its stem; that are read from there


def reason(texts: Mapping[str, str], terms: Collection[str], language: str = "") -> str:
    """What people call the field that holds most of the terms, "" when no field holds more of them than the title.

    `texts` is the text of each field of the index, as a hit brings it. The title needs no telling: it is shown.
    Fields are read in the order of their weight, until one holds all; a long text word by word only if it must be.
    """
    wanted = set(terms)
    best, most = "", len(_held(texts.get("title", ""), wanted, language))
    for field, label in LABELS.items():
        if most == len(wanted):
            break
        if field == "text" and not most:
            return label if _must_hold_any(texts.get(field, ""), wanted, language) else ""
        if (held := len(_held(texts.get(field, ""), wanted, language))) > most:
            best, most = label, held
    return best


def _must_hold_any(text: str, terms: set[str], language: str) -> bool:
    """What was found, and stands in no other field, stands in a long text somewhere."""
    return len(text) > READ or holds_any(text, terms, language)


def holds_any(text: str, terms: Collection[str], language: str = "") -> bool:
    """Whether one of the terms stands in the text: looked for where a word begins like one, then everywhere."""
    folded = fold(text)
    return any(_stands_near(folded, term, terms, language) for term in terms) or bool(matches(text, terms, language))


def _stands_near(folded: str, term: str, terms: Collection[str], language: str) -> bool:
    at = folded.find(term[:ALIKE])
    if at < 0:
        return False
    first = folded.rfind(" ", 0, at) + 1  # whole words: half of one may be another
    last = folded.find(" ", at + AFTER)
    return bool(matches(folded[first : last if last > 0 else None], terms, language))


def _held(text: str, terms: set[str], language: str) -> set[str]:
    return {token.text for token in matches(text[:READ], terms, language)} if text else set()
