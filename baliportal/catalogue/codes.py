"""Canonical form of the slugs and codes in a query string, which are read without regard to case."""

from functools import cache

from babel.core import get_global

from .languages import language_tag

#: ISO 3166 codes of three letters that the Unicode CLDR does not have.
USER_ASSIGNED = {"XKX": "XK"}


def country_code(code: str) -> str:
    """Return a country's code of two letters in capitals: `my` and `MYS` are `MY`. Others only in capitals."""
    code = code.upper()
    return _alpha_2().get(code, code)


@cache
def _alpha_2() -> dict[str, str]:
    """Codes of two letters by those of three (ISO 3166-1), from the aliases of the Unicode CLDR."""
    aliases = get_global("territory_aliases").items()
    return {code: present[0] for code, present in aliases if len(code) == 3 and len(present) == 1} | USER_ASSIGNED


#: Parameters whose values are not lower case, and the function that spells them.
SPELLINGS = {"country": country_code, "host": country_code, "language": language_tag}


def canonical_code(key: str, value: str) -> str:
    """Return a parameter's value as records spell it: `country=my` is `MY`, `topic=Extradition` is `extradition`."""
    return SPELLINGS.get(key, str.lower)(value) if value.isascii() else value  # Every code is ASCII.
