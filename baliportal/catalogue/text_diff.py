"""Where two texts differ: word by word, and character by character in scripts that put no spaces between words."""

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
_JOINERS = "\u17d2\u1039"  # the letter after them is written under the one before
_CLUSTER = rf"[{UNSPACED}](?:[{_DEPENDENT}]|(?<=[{_JOINERS}])[{UNSPACED}])*"
_STOPS = re.escape(string.punctuation + "“”‘’«»–—…،؛؟।॥")
_TOKEN = re.compile(rf"{_CLUSTER}|[^\s{UNSPACED}{_STOPS}]+\s*|\s+|.\s*", re.DOTALL)
_LINE = re.compile(r"[^\n.。।]*[\n.。।]+|[^\n.。।]+")
LIMIT = 250_000  # pairs of words compared at once; beyond it whole sentences are compared first
LINES = 10_000  # sentences compared at once; a text of more is marked as a whole


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether the other text lacks it."""

    text: str
    changed: bool


def diff_words(before, after):
    """Both texts as pieces; the pieces of each put together are that text."""
    pairs = _compare(before, after)
    return _pieces(pairs, 0), _pieces(pairs, 1)


def words(text):
    """The text cut into what is compared: words with the space after them, or single written characters."""
    return _TOKEN.findall(text)


def _compare(before, after):
    """[(changed, text before, text after)], in order; what both begin and end with is not searched for."""
    ours, theirs = words(before), words(after)
    start = _shared(ours, theirs)
    end = _shared(ours[start:][::-1], theirs[start:][::-1])
    ours_end, theirs_end = len(ours) - end, len(theirs) - end
    same = "".join(ours[:start]), "".join(ours[ours_end:])
    middle = _searched(ours[start:ours_end], theirs[start:theirs_end])
    return _joined([(False, same[0], same[0]), *middle, (False, same[1], same[1])])


def _shared(ours, theirs):
    pairs = zip(ours, theirs, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(ours), len(theirs)))


def _searched(ours, theirs):
    if len(ours) * len(theirs) <= LIMIT:
        return _matched(ours, theirs)
    ours, theirs = (_LINE.findall("".join(side)) for side in (ours, theirs))
    if max(len(ours), len(theirs)) > LINES:
        return [(True, "".join(ours), "".join(theirs))]
    return [part for whole in _matched(ours, theirs, autojunk=True) for part in _within(*whole)]


def _within(changed, before, after):
    small = changed and len(words(before)) * len(words(after)) <= LIMIT // 10
    return _matched(words(before), words(after)) if small else [(changed, before, after)]


def _matched(ours, theirs, autojunk=False):
    """With `autojunk`, what occurs over and over is passed over: quick on anything, and less exact."""
    found = SequenceMatcher(None, ours, theirs, autojunk=autojunk).get_opcodes()
    return [(tag != "equal", "".join(ours[a:b]), "".join(theirs[c:d])) for tag, a, b, c, d in found]


def _joined(parts):
    """Spaces and stops alone between two changes belong to the change: confetti cannot be read."""
    last = len(parts) - 1
    return [
        (changed or (0 < at < last and not any(map(str.isalnum, before))), before, after)
        for at, (changed, before, after) in enumerate(parts)
    ]


def _pieces(parts, side):
    runs = groupby(parts, key=lambda part: part[0])
    texts = [("".join(part[1 + side] for part in run), changed) for changed, run in runs]
    return [Piece(text, changed) for text, changed in texts if text]
