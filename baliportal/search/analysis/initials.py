"""Initials of titles, as officials shorten them: PTPA for the Prevention of Trafficking in Persons Act, 2018."""

import re

from .folding import fold

# Letters that a short form may have; shorter ones are names of other things.
LENGTHS = range(4, 9)
SMALL_WORDS = frozenset({"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
# Words in brackets are part of a short form where they are one or two, as in the Immoral Traffic (Prevention) Act.
LONG_BRACKETS = re.compile(r"\([^()]*(?:\d|\w+\W+\w+\W+\w+)[^()]*\)")
WORDS = re.compile(r"[a-z]+(?:'s)?")


def initials(title: str) -> tuple[str, ...]:
    """The initials of an English title, folded: of its words without small ones, and of all of them."""
    words = WORDS.findall(fold(LONG_BRACKETS.sub(" ", title))) if title else []
    telling = [word for word in words if word not in SMALL_WORDS]
    forms = ("".join(word[0] for word in some) for some in (telling, words))
    return tuple(dict.fromkeys(form for form in forms if len(form) in LENGTHS))
