"""Language of a page, by lingua for texts long enough and by script for the others.

lingua in low-accuracy mode, with the languages below, needs 36 MB and 0.6 s to load, and 3 ms for a page.
"""

from functools import cache

from .scripts import main_script, script_counts

SHORTEST = 120  # Characters of text that lingua is asked about.
LONGEST = 2000  # Characters it is given: more do not change its answer.
SURE = 0.9
# Of the languages of the region that share a script; lingua knows no Khmer, Lao, Burmese, Sinhala, Nepali or Tetum.
LANGUAGES = (  # noqa: SIM905 - shorter
    "ENGLISH FRENCH PORTUGUESE SPANISH VIETNAMESE INDONESIAN MALAY TAGALOG TURKISH RUSSIAN MONGOLIAN KAZAKH "
    "ARABIC PERSIAN URDU HINDI MARATHI BENGALI TAMIL THAI CHINESE JAPANESE KOREAN"
).split()
# Languages that lingua does not know or hardly tells from another one.
NEIGHBOURS = {
    "hi": ("ne", "mr"), "mr": ("ne", "hi"), "fa": ("ps",), "ru": ("ky", "tg"), "zh": ("zh-Hans", "zh-Hant"),
    "id": ("ms",), "ms": ("id",), "tl": ("ceb", "fil"), "pt": ("tet",),
}  # fmt: skip
ALONE = {
    "Thai": "th", "Lao": "lo", "Khmer": "km", "Myanmar": "my", "Hangul": "ko", "Kana": "ja", "Tamil": "ta",
    "Sinhala": "si", "Bengali": "bn", "Thaana": "dv", "Hebrew": "he", "Tibetan": "dz",
}  # fmt: skip


def page_language(text, language=""):
    """Return the ISO 639-1 code of a page, or that of the document where the text does not contradict it.

    "" where neither is sure. A given language that lingua does not know, such as Nepali, stays for its script.
    """
    return detect_language(text, language) or language


def detect_language(text, likely=""):
    """Return the ISO 639-1 code of a text, "" when not sure. `likely` breaks the tie of two similar languages."""
    script = main_script(text)
    if script in ALONE:
        return ALONE[script]
    letters = sum(script_counts(text).values())
    if letters < SHORTEST:
        return ""
    values = _detector().compute_language_confidence_values(text[:LONGEST])[:2]
    best = [(value.language.iso_code_639_1.name.lower(), value.value) for value in values]
    if not best:
        return ""
    (code, share), *second = best
    if share >= SURE:
        return _as_given(code, likely)
    return likely if likely in (code, *(other for other, _ in second)) else ""


def _as_given(code, likely):
    """Keep a given language that lingua takes for its neighbour: Nepali for Hindi, Pashto for Persian."""
    return likely if likely in NEIGHBOURS.get(code, ()) else code


@cache
def _detector():
    from lingua import Language, LanguageDetectorBuilder

    languages = [getattr(Language, name) for name in LANGUAGES]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
