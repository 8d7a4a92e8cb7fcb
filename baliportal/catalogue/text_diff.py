"""Text diff by words, and by written characters in scripts that put no spaces between words."""

import re
import string
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

# Thai and Lao, Tibetan, Burmese and its extensions, Khmer, Chinese and Japanese.
UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_BLOCKS = [(0x0E00, 0x10A0), (0x1780, 0x1800), (0x3021, 0x3100), (0xA9E0, 0xAA80), (0xFF66, 0xFFA0)]
_DEPENDENT = "".join(
    chr(code) for start, end in _BLOCKS for code in range(start, end) if unicodedata.category(chr(code)).startswith("M")
)
# Signs after which the next letter is written under the one before.
_JOINERS = "\u17d2\u1039"
_CLUSTER = rf"[{UNSPACED}](?:[{_DEPENDENT}]|(?<=[{_JOINERS}])[{UNSPACED}])*"
_STOPS = re.escape(string.punctuation + "“”‘’«»–—…،؛؟।॥")
_TOKEN = re.compile(rf"{_CLUSTER}|[^\s{UNSPACED}{_STOPS}]+\s*|\s+|.\s*", re.DOTALL)
_LINE = re.compile(r"[^\n.。।]*[\n.。।]+|[^\n.。।]+")
#: Pairs of words compared at once; above it whole sentences are compared first.
LIMIT = 250_000
#: Sentences compared at once; a longer text is marked as a whole.
LINES = 10_000


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `changed` when the other text lacks it."""

    text: str
    changed: bool


def diff_words(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts as pieces, which joined are the text again."""
    pairs = _compare(before, after)
    return _pieces(pairs, 0), _pieces(pairs, 1)


def words(text: str) -> list[str]:
    """Split a text into units of comparison: words with the space after them, or single written characters."""
    return _TOKEN.findall(text)


def _compare(before, after):
    """Return [(changed, text before, text after)] in order; the common start and end are left out of the search."""
    ours, theirs = words(before), words(after)
    start = _common_length(ours, theirs)
    end = _common_length(ours[start:][::-1], theirs[start:][::-1])
    ours_end, theirs_end = len(ours) - end, len(theirs) - end
    same = "".join(ours[:start]), "".join(ours[ours_end:])
    middle = _diff_middle(ours[start:ours_end], theirs[start:theirs_end])
    return _smooth([(False, same[0], same[0]), *middle, (False, same[1], same[1])])


def _common_length(ours, theirs):
    pairs = zip(ours, theirs, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(ours), len(theirs)))


def _diff_middle(ours, theirs):
    if len(ours) * len(theirs) <= LIMIT:
        return _match(ours, theirs)
    ours, theirs = (_LINE.findall("".join(side)) for side in (ours, theirs))
    if max(len(ours), len(theirs)) > LINES:
        return [(True, "".join(ours), "".join(theirs))]
    return [part for whole in _match(ours, theirs, autojunk=True) for part in _refine(*whole)]


def _refine(changed, before, after):
    small = changed and len(words(before)) * len(words(after)) <= LIMIT // 10
    return _match(words(before), words(after)) if small else [(changed, before, after)]


def _match(ours, theirs, autojunk=False):
    """Match two sequences; with `autojunk`, frequent units are ignored, which is fast on any input but less exact."""
    opcodes = SequenceMatcher(None, ours, theirs, autojunk=autojunk).get_opcodes()
    return [(tag != "equal", "".join(ours[a:b]), "".join(theirs[c:d])) for tag, a, b, c, d in opcodes]


def _smooth(parts):
    """Merge spaces and stops that stand alone between two changes into the change, which reads better."""
    last = len(parts) - 1
    return [
        (changed or (0 < at < last and not any(map(str.isalnum, before))), before, after)
        for at, (changed, before, after) in enumerate(parts)
    ]


def _pieces(parts, side):
    runs = groupby(parts, key=lambda part: part[0])
    texts = [("".join(part[1 + side] for part in run), changed) for changed, run in runs]
    return [Piece(text, changed) for text, changed in texts if text]
