"""Field type of several names in one text."""

from dataclasses import dataclass

from .scalars import SEPARATOR, Text


@dataclass(frozen=True)
class Names(Text):
    """Several names in one text, with semicolons between."""

    rule = "With semicolons between."


def names_in(text: str) -> list[str]:
    """Return the names in a text of `Names`, each once."""
    return list(dict.fromkeys(name for name in map(str.strip, text.split(SEPARATOR)) if name))
