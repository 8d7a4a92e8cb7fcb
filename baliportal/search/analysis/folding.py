"""Folding: spellings that a reader takes for the same become the same characters.

Every character folds by itself, so an offset in the folded text always leads back to the original.
The result holds letters, digits and the signs that a script cannot do without; a hyphen stands for
every hyphen and an apostrophe for every apostrophe inside a word; a full stop and a slash stay (initials and
numbers of laws have them); everything else, unpaired surrogates and control characters included, is a space.
Traditional Chinese characters become the simplified ones, so that either way to write a title finds it; signs of
footnotes and trade marks at a word are no part of it.
Sources: Unicode NFKD and case folding; the Unicode collation element table for the marks that
Thai and Lao readers do not weigh; the letters of Persian and Urdu keyboards; OpenCC for Chinese.
"""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

LETTERS = {
    "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
    "ٱ": "ا", "ى": "ي",
    "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه",
}  # fmt: skip

HYPHENS = "-\u2010\u2011\u2043\ufe63\uff0d"
APOSTROPHES = "'\u2018\u2019\u02bb\u02bc\u02bd\u02be\u02bf\u055a\ua78c\uff07`\u00b4"
FULL_STOPS = ".\uff0e"
SLASHES = "/\uff0f"
# Footnote signs ("Act\u00b9") and signs of trade marks, which NFKD would turn into digits and letters of the word.
SIGNS = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2120\u2122"
# Thai, Lao, Burmese, Khmer, kana, Han with its extensions: written without spaces.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff\u1780-\u17ff"
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
)
# Letters carry these along: invisible characters and the commonest combining marks.
CARRIED = "\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
# A zero-width space marks the end of a word: invisible in a script without spaces, as folded away, a space in others.
ZERO_WIDTH_SPACE = re.compile(rf"(?<=[^\W{UNSPACED}])[{CARRIED}]*?\u200b[{CARRIED}]*(?=[^\W{UNSPACED}])")
# Characters of Chinese that OpenCC may convert.
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
# Persian and Urdu write a zero-width non-joiner between the parts of a word, or a space, or nothing,
# as others do with a hyphen.
JOINED = re.compile(rf"(?<=[\u0620-\u06ff])[{CARRIED}]*?\u200c[{CARRIED}]*(?=[\u0620-\u06ff])")

# ASCII so long that it is worth to be folded by itself.
ASCII_STRETCH = re.compile(r"([\x00-\x7f]{16,})")

# First and last code point of marks that fold away, by block.
MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED),
    (0x08D3, 0x08FF),  # Arabic
    (0x0E47, 0x0E4C), (0x0E4E, 0x0E4E), (0x0EC8, 0x0ECC),  # Thai and Lao tones
    (0x17B4, 0x17B5), (0x17D3, 0x17D3),  # Khmer vowels that are not shown
    (0x3099, 0x309A),  # voicing of kana
)  # fmt: skip


def fold(text: str) -> str:
    """`text` folded; its length may differ, see `origins`."""
    if text.isascii():
        return text.translate(_TABLE)
    # `translate` is fast for ASCII only, and one dash makes it slow for all of a text: ASCII stretches by themselves.
    return "".join(part.translate(_TABLE) for part in ASCII_STRETCH.split(_separated(text)))


def origins(text: str) -> list[int] | None:
    """For each folded character the index of its original, with len(text) at the end; None when they are the same."""
    if text.isascii():
        return None
    text = _separated(text)
    if all(len(_TABLE[ord(char)]) == 1 for char in set(text)):
        return None
    places = [index for index, char in enumerate(text) for _ in _TABLE[ord(char)]]
    return [*places, len(text)]


def original_span(start: int, end: int, places: list[int] | None) -> tuple[int, int]:
    """The span in the original text of folded[start:end], with marks behind its last letter that folded away."""
    if places is None:
        return start, end
    return places[start], max(places[end - 1] + 1, places[end])


def _separated(text: str) -> str:
    """The text with what is invisible between words as a visible sign of the same length."""
    if "\u200c" in text:
        text = JOINED.sub(lambda run: run[0].replace("\u200c", "-", 1), text)
    if "\u200b" in text:
        text = ZERO_WIDTH_SPACE.sub(lambda run: run[0].replace("\u200b", " ", 1), text)
    return text


class _Table(dict):
    """A table for str.translate that folds a code point when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _Table()
_LETTERS = str.maketrans(LETTERS)
_SIGN = re.compile(f"[{SIGNS}]")


def _fold_character(char: str) -> str:
    for canonical, variants in (("-", HYPHENS), ("'", APOSTROPHES), (".", FULL_STOPS), ("/", SLASHES)):
        if char in variants:
            return canonical
    if unicodedata.category(char) == "Cf" or _SIGN.fullmatch(char):
        return ""
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    if HAN.fullmatch(lower):
        return _simplified().convert(lower)
    return "".join(map(_keep, lower.translate(_LETTERS)))


@cache
def _simplified() -> OpenCC:
    """OpenCC's table of characters, loaded when the first Chinese one is met (a tenth of a second)."""
    return OpenCC("t2s")


def _keep(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    if _is_folded_away(ord(char)):
        return ""
    return char if category[0] in "LNM" else " "


def _is_folded_away(code: int) -> bool:
    return any(first <= code <= last for first, last in MARKS)
