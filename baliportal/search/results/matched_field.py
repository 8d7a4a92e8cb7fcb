"""The field of a record that matched, shown where the title alone does not explain why the record is listed."""

from collections.abc import Collection, Mapping

from .snippets import matches

LABELS = {
    "original_title": "original title",
    "other_names": "another name of it",
    "initials": "initials of the title",
    "number": "number",
    "names": "country, theme or host",
    "summary": "summary",
    "text": "text",
    "file": "a file",
}
# Characters of a field that are analysed.
ANALYSED_LENGTH = 10_000


def matched_field(texts: Mapping[str, str], terms: Collection[str], language: str = "") -> str:
    """The label of the field that has most of the terms, "" when no field has more of them than the title.

    `texts` is the text of each field of the index, as in `Hit.texts`. Fields are read in the order of their weight
    until one has all terms; a long text only where another field has some.
    """
    wanted = set(terms)
    best, most = "", len(_matched_terms(texts.get("title", ""), wanted, language))
    for field, label in LABELS.items():
        if most == len(wanted):
            break
        if field == "text" and not most and len(texts.get(field, "")) > ANALYSED_LENGTH:
            return label  # the record matches and no other field does, so the text does
        if (count := len(_matched_terms(texts.get(field, ""), wanted, language))) > most:
            best, most = label, count
    return best


def _matched_terms(text: str, terms: set[str], language: str) -> set[str]:
    return {token.text for token in matches(text[:ANALYSED_LENGTH], terms, language)} if text else set()
