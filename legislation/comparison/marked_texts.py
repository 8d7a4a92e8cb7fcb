"""Texts of provisions beside each other, with the words that differ marked."""

from baliportal.catalogue.text_diff import Piece, diff_words

ENGLISH = "English"


def mark_differences(rows: list[dict]) -> dict[int, list[Piece]]:
    """Return the pieces of the texts by the position of the row; rows without a text have none.

    The texts that are compared are in one language: the translation into English, else the text itself. The words of
    each that the first lacks are marked; of two texts, also those of the first that the second lacks.
    """
    texts = {place: _comparable(row) for place, row in enumerate(rows) if row["text"] or row["translation"]}
    if not texts:
        return {}
    first, *others = texts
    language, base = texts[first]
    pieces = {place: [Piece(text, False)] for place, (_, text) in texts.items()}
    same = [place for place in others if texts[place][0] == language]
    for place in same:
        before, pieces[place] = diff_words(base, texts[place][1])
        if len(same) == 1:
            pieces[first] = before
    return pieces


def _comparable(row):
    """Language and text by which a row is compared."""
    return (ENGLISH, row["translation"]) if row["translation"] else (row["language"], row["text"])
