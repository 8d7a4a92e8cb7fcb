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
