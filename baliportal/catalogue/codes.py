"""Canonical case of the slugs and codes in a query string, which are read without regard to case."""

from .languages import language_tag

#: Parameters whose values are not lower case, and the function that spells them.
SPELLINGS = {"country": str.upper, "host": str.upper, "language": language_tag}


def canonical_code(key: str, value: str) -> str:
    """Return a parameter's value as records spell it: `country=my` is `MY`, `topic=Extradition` is `extradition`."""
    return SPELLINGS.get(key, str.lower)(value) if value.isascii() else value  # Every code is ASCII.
