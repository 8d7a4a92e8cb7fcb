"""Writing systems of characters and languages, by ranges of Unicode."""

import re
from collections import Counter
from functools import lru_cache

RANGES = {
    "Latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrillic": "\u0400-\u052f",
    "Arabic": "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Thaana": "\u0780-\u07bf",
    "Hebrew": "\u05d0-\u05ea",
    "Devanagari": "\u0900-\u0963\u0970-\u097f",
    "Bengali": "\u0980-\u09e5\u09f0-\u09ff",
    "Tamil": "\u0b80-\u0be5",
    "Sinhala": "\u0d80-\u0dff",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Lao": "\u0e81-\u0ecd\u0edc-\u0edf",
    "Myanmar": "\u1000-\u103f\u1050-\u108f",
    "Khmer": "\u1780-\u17d3",
    "Hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Kana": "\u3041-\u30ff",
    "Han": "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Tibetan": "\u0f00-\u0fff",
}  # fmt: skip
SCRIPT_OF = {
    "ar": "Arabic", "fa": "Arabic", "ur": "Arabic", "ps": "Arabic", "ug": "Arabic", "dv": "Thaana", "he": "Hebrew",
    "hi": "Devanagari", "ne": "Devanagari", "mr": "Devanagari", "bn": "Bengali", "ta": "Tamil", "si": "Sinhala",
    "th": "Thai", "lo": "Lao", "my": "Myanmar", "km": "Khmer", "zh": "Han", "ja": "Kana", "ko": "Hangul",
    "ru": "Cyrillic", "mn": "Cyrillic", "kk": "Cyrillic", "ky": "Cyrillic", "tg": "Cyrillic", "dz": "Tibetan",
}  # fmt: skip
RECENT_TEXTS = 32  # Texts whose measures are kept: several functions ask about the text of one page.
RIGHT_TO_LEFT = ("Arabic", "Thaana", "Hebrew")
WITHOUT_SPACES = ("Thai", "Lao", "Myanmar", "Khmer", "Han", "Kana")
_PATTERNS = {name: re.compile(f"[{ranges}]") for name, ranges in RANGES.items()}


@lru_cache(maxsize=RECENT_TEXTS)
def script_counts(text):
    """Return a Counter of the letters and marks of the text by script, with no zero counts; not to be changed."""
    counts = Counter({name: len(pattern.findall(text)) for name, pattern in _PATTERNS.items()})
    return +counts


@lru_cache(maxsize=RECENT_TEXTS)
def main_script(text):
    """Return the name of the most frequent script, or "" for a text without letters. Japanese counts as Kana."""
    counts = script_counts(text).copy()
    if counts["Kana"] * 5 > counts["Han"]:
        counts["Kana"] += counts.pop("Han", 0)
    return max(counts, key=counts.get, default="") if counts else ""


def script_of(language):
    """Return the script of a language code such as th, zh-Hant or mn; Latin for those not listed."""
    return SCRIPT_OF.get(language.partition("-")[0], "Latin") if language else ""
