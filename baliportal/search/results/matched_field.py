"""Which field of a record held what was sought, for a visitor who wonders why it is in the list."""

from collections.abc import Collection, Mapping

from .snippets import matches

LABELS = {
    "original_title": "original title",
    "number": "number",
    "names": "country, theme or host",
    "summary": "summary",
    "text": "text",
}
READ = 10_000  # characters of a field that are looked at


def matched_field(texts: Mapping[str, str], terms: Collection[str], language: str = "") -> str:
    """What people call the field that holds most of the terms, "" when no field holds more of them than the title.

    `texts` is the text of each field of the index, as a hit brings it. The title needs no telling: it is shown.
    Fields are read in the order of their weight, until one holds all; a long text only where another holds some.
    """
    wanted = set(terms)
    best, most = "", len(_held(texts.get("title", ""), wanted, language))
    for field, label in LABELS.items():
        if most == len(wanted):
            break
        if field == "text" and not most and len(texts.get(field, "")) > READ:
            return label  # what was found, and stands in no other field, stands in a long text somewhere
        if (held := len(_held(texts.get(field, ""), wanted, language))) > most:
            best, most = label, held
    return best


def _held(text: str, terms: set[str], language: str) -> set[str]:
    return {token.text for token in matches(text[:READ], terms, language)} if text else set()
