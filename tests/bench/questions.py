"""The questions that everybody is asked, chosen by how many records of the corpus have a word."""

import json

from .corpus import SEED
from .words import Words

VARIANTS = 3  # questions of each class, so that no single word decides
CLASSES = {
    "rare": "a word that some ten records have",
    "medium": "a word that one record in a hundred has",
    "broad": "a word that a quarter of all records have",
    "two words": "one in twenty records has the first, one in thirty the second",
    "phrase": "three words in a row",
    "prefix": "the first letters of a word, as suggestions while typing",
    "word + two facets": "a word of one record in twenty, in the laws of one country",
    "browse": "no word: the laws of one country",
    "everything": "no word, no choice",
    "question": "one that the records answer: parties, laws of a member, a meeting",
}
ANSWERED = (
    "who ratified the Palermo Protocol",
    "laws of Japan on trafficking",
    "when was the fifth Ministerial Conference",
)


def questions(size, counts_path):
    """By class, some questions each: words, choices."""
    counts = [(word, n) for word, n in json.loads(counts_path.read_text()) if word.isalpha() and word.islower()]
    near = {name: _near(counts, share) for name, share in _shares(size).items()}
    law = {"kind": ["law"], "country": ["AU"]}
    return {
        "rare": [{"q": word} for word in near["rare"]],
        "medium": [{"q": word} for word in near["medium"]],
        "broad": [{"q": word} for word in near["broad"]],
        "two words": [{"q": f"{a} {b}"} for a, b in zip(near["twentieth"], near["thirtieth"], strict=True)],
        "phrase": [{"q": f'"{phrase}"'} for phrase in Words(SEED).phrases[:VARIANTS]],
        "prefix": [{"q": word[:4], "prefix": True} for word in near["medium"]],
        "word + two facets": [{"q": word, "choices": law} for word in near["twentieth"]],
        "browse": [{"q": "", "choices": law | {"country": [code]}} for code in ("AU", "BD", "KH")],
        "everything": [{"q": ""}],
        "question": [{"q": words} for words in ANSWERED],
    }


def _shares(size):
    wanted = {"rare": 10, "medium": size / 100, "broad": size / 4, "twentieth": size / 20, "thirtieth": size / 30}
    return {name: max(count, 2) for name, count in wanted.items()}


def _near(counts, wanted):
    return [word for word, _ in sorted(counts, key=lambda pair: abs(pair[1] - wanted))[:VARIANTS]]
