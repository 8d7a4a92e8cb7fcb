"""Names (from the Unicode CLDR), writing directions and BCP 47 tags of languages."""

from functools import cache

from babel import Locale, UnknownLocaleError

RIGHT_TO_LEFT = {"ar", "fa", "dv", "ur", "ps", "he", "ug", "sd"}


@cache
def language_name(code: str) -> str:
    """Return the English name of a language code; the code itself when CLDR has none."""
    try:
        return Locale("en").languages.get(code) or Locale.parse(code, sep="-").get_language_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def direction(code: str) -> str:
    """Return 'rtl' or 'ltr', for the dir attribute of a text in this language."""
    return "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def language_tag(code: str) -> str:
    """Return a BCP 47 tag in canonical case (RFC 5646, 2.1.1): zh-Hant, pt-TL. Extensions get no special case."""
    language, *subtags = code.lower().split("-")
    return "-".join([language, *map(_subtag, subtags)])


def _subtag(text):
    if len(text) == 4 and text.isalpha():
        return text.capitalize()  # A script, as Hant.
    return text.upper() if len(text) == 2 and text.isalpha() else text
