"""Names of languages and the direction in which they are written, from the Unicode CLDR."""

from functools import cache

from babel import Locale, UnknownLocaleError

RIGHT_TO_LEFT = {"ar", "fa", "dv", "ur", "ps", "he", "ug", "sd"}


@cache
def language_name(code):
    """The English name of a language code; the code itself when CLDR has none."""
    try:
        return Locale("en").languages.get(code) or Locale.parse(code, sep="-").get_language_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def direction(code):
    """'rtl' or 'ltr', for the dir attribute of a text in this language."""
    return "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def language_tag(code):
    """A BCP 47 tag in its canonical case (RFC 5646, 2.1.1): zh-Hant, pt-TL. Extensions are not told apart."""
    language, *subtags = code.lower().split("-")
    return "-".join([language, *map(_subtag, subtags)])


def _subtag(text):
    if len(text) == 4 and text.isalpha():
        return text.capitalize()  # a script
    return text.upper() if len(text) == 2 and text.isalpha() else text  # a region, or anything else
