"""Words as they are written, folded but not stemmed: what is completed while somebody types, and how words are spelt.

A script without spaces gives its pairs of characters, as in the analyser.
"""

from .analyser import PART, Unit, units
from .folding import fold
from .memo import Memo

EDGE = "^"  # before the first word of a text, which counts for more than one further on; after a word that is all


def surface(text: str) -> list[str]:
    """Every word of `text` in order; "co-chairs" is "co" and "chairs"."""
    return [word for stretch in fold(text).split() for word in _written[stretch]]


def written(*texts: str) -> str:
    """The words of some texts, each once, for a field of the index that is split at blanks."""
    words = {}
    for found in map(surface, texts):
        words |= dict.fromkeys(found)
        words |= {EDGE + found[0]: None} if found else {}
        words |= {EDGE + found[0] + EDGE: None} if len(found) == 1 else {}
    return " ".join(words)


def spelt(*texts: str) -> str:
    """The words of letters in some texts, each once, joined likewise."""
    return " ".join(dict.fromkeys(word for text in texts for each in fold(text).split() for word in _spelt[each]))


def is_spelt(word: str) -> bool:
    """Whether a folded word is one that people may misspell: no numbers in it."""
    return word.isalpha() if word.isascii() else not any(map(str.isdigit, word))


def _words(unit: Unit, folded: str) -> list[str]:
    if unit.word:
        return [unit.word]
    if unit.run or len(unit.parts) == 1:
        return [token.text for token in unit.parts]
    return [folded[token.start : token.end] for token in unit.parts]


_written = Memo(lambda stretch: tuple(word for unit in units(stretch) for word in _words(unit, stretch)))
_spelt = Memo(lambda stretch: tuple(filter(is_spelt, PART.findall(stretch))))
