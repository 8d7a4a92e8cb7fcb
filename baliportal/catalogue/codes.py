"""The one spelling of a code in a query string: values are slugs or codes and are read without regard to case."""

from .languages import language_tag

#: Slugs are lower case; only these are spelt otherwise.
SPELLINGS = {"country": str.upper, "language": language_tag}


def canonical_code(key, value):
    """The value of this parameter as records have it: `country=my` is `MY`, `topic=Extradition` is `extradition`."""
    return SPELLINGS.get(key, str.lower)(value) if value.isascii() else value  # no code has any other letter
