"""Surface forms: normalised, unstemmed word forms, used for autocomplete and spelling.

A script without spaces gives its pairs of characters, as in the analyser.
"""

from .analyser import PART, Unit, units
from .folding import fold
from .memo import Memo

# Put before the first word of a text, which counts for more than a later one, and after a word that is the whole text.
EDGE = "^"


def surface(text: str) -> list[str]:
    """Every word of `text` in order; "co-chairs" is "co" and "chairs"."""
    return [word for stretch in fold(text).split() for word in _written[stretch]]


def written(*texts: str) -> str:
    """The words of some texts, each once, joined by blanks: the content of the index's field `written`."""
    forms: dict[str, None] = {}
    for words in map(surface, texts):
        forms |= dict.fromkeys(words)
        forms |= {EDGE + words[0]: None} if words else {}
        forms |= {EDGE + words[0] + EDGE: None} if len(words) == 1 else {}
    return " ".join(forms)


def spelt(*texts: str) -> str:
    """The words without digits in some texts, each once, joined by blanks: the content of the field `spelt`."""
    stretches = (stretch for text in texts for stretch in fold(text).split())
    return " ".join(dict.fromkeys(word for stretch in stretches for word in _spelt[stretch]))


def is_spelt(word: str) -> bool:
    """True for a folded word without digits: only such are checked for spelling."""
    return word.isalpha() if word.isascii() else not any(map(str.isdigit, word))


def _words(unit: Unit, folded: str) -> list[str]:
    if unit.word:
        return [unit.word]
    if unit.run or len(unit.parts) == 1:
        return [token.text for token in unit.parts]
    return [folded[token.start : token.end] for token in unit.parts]


_written: Memo[tuple[str, ...]] = Memo(
    lambda stretch: tuple(word for unit in units(stretch) for word in _words(unit, stretch))
)
_spelt: Memo[tuple[str, ...]] = Memo(lambda stretch: tuple(filter(is_spelt, PART.findall(stretch))))
