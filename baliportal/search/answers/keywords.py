"""Keywords of questions: words of a language with the roles that they play in a question, and the rules over roles.

A question may put its words in any order, or leave out most of them: “Iran UNTOC party?”. It is understood where every
word of it is a name or a keyword of one language, and all of its roles belong to one rule. `keywords/*.txt` has the
words, one file for a language, one line for each role or roles; `keywords/rules.txt` has the rules: the frame, the
slots, the roles that the question must have, and those that it may have besides the common ones.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .case_endings import CASE_ENDINGS
from .normal_form import UNSPACED_RUN, normal_form

FILES = Path(__file__).with_name("keywords")
RULES = "rules.txt"
#: Languages that write case endings at any word.
INFLECTED = ("bn.txt", "ne.txt")
#: Roles of any number in a question: its digits may be an ordinal, a year, or part of a name.
NUMBER = re.compile(r"\d+ ?")
YEAR = re.compile(r"(?:19|20)\d\d ?")
MARK = re.compile("[\ue000-\uf8ff]")
FIRST_MARK, LAST_MARK = "\ue000", "\uf8ff"
MAX_ORDINAL = 99
#: Roles that turn a question into another, and the role that a word with one of them cannot have besides.
DECISIVE = frozenset(["not", "only", "outside", "since", "later", "before", "many", "after"])
PASSING = frozenset({"fill"})
#: Roles of words that may stand in the name of any record.
GENERAL = frozenset({"fill", "law", "against", "during", "convention", "agreement", "meeting", "number"})

Roles = frozenset[str]
#: Roles of words that ask, and say nothing of what is asked for.
ASKING = frozenset({"fill", "which", "when", "where", "many", "can"})


@dataclass(frozen=True)
class Rule:
    """A frame with the types of its slots, the roles that a question must have, and those that it may have.

    `free` is the kind of record that the words beside the keywords name; "" where there are none.
    """

    frame: str
    slots: tuple[str, ...]
    needed: Roles
    allowed: Roles
    free: str = ""

    def fits(self, words: Iterable[Roles]) -> bool:
        """True where every word has a role of the rule, and every role that is needed has a word."""
        present = list(words)
        return all(roles & self.allowed for roles in present) and all(
            any(need in roles for roles in present) for need in self.needed
        )


@dataclass(frozen=True)
class Piece:
    """A keyword, a number or a name in a text: text[start:end] with its roles; a name has none."""

    start: int
    end: int
    roles: Roles
    is_name: bool = False


class Keywords:
    """The keywords of one language, found at a place of a text, the longest first."""

    def __init__(self, roles_by_word: dict[str, Roles]):
        self._by_first: dict[str, dict[str, Roles]] = defaultdict(dict)
        for word, roles in roles_by_word.items():
            self._by_first[word[0]][word] = roles
        self._lengths = {
            first: sorted({len(word) for word in words}, reverse=True) for first, words in self._by_first.items()
        }

    def cover(self, text: str) -> tuple[Piece, ...] | None:
        """The text as names, numbers and the fewest keywords; None where a word is neither."""
        best: list[tuple[Piece, ...] | None] = [None] * (len(text) + 1)
        best[0] = ()
        for at in range(len(text)):
            if (before := best[at]) is None:
                continue
            for piece in self._at(text, at):
                known = best[piece.end]
                if known is None or len(known) > len(before) + 1:
                    best[piece.end] = (*before, piece)
        return best[len(text)]

    def around(self, text: str) -> tuple[list[Piece], list[Piece]]:
        """The keywords with which a text begins, and those with which the rest of it ends; in their order."""
        before: list[Piece] = []
        start = 0
        while start < len(text) and (words := self._words_at(text, start)):
            before.append(words[0])
            start = words[0].end
        by_end: dict[int, list[Piece]] = defaultdict(list)
        for piece in (piece for at in _starts(text, start) for piece in self._words_at(text, at)):
            by_end[piece.end].append(piece)
        after: list[Piece] = []
        end = len(text)
        while found := by_end.get(end):
            after.insert(0, min(found, key=lambda each: each.start))
            end = after[0].start
        return before, after

    def asking_spans(self, text: str) -> tuple[int, list[tuple[int, int]]]:
        """How many characters of a text are keywords, and the places of those that only ask."""
        known, spans, at = 0, [], 0
        for start in _starts(text, 0):
            if start < at or not (found := self._words_at(text, start)):
                continue
            at = found[0].end
            known += at - start
            spans += [(start, at)] if found[0].roles <= ASKING else []
        return known, spans

    def _words_at(self, text: str, at: int) -> list[Piece]:
        """The keywords that begin at a place, the longest first: no names, no numbers."""
        return [piece for piece in self._at(text, at) if piece.roles and not text[at].isdigit()]

    def _at(self, text: str, at: int) -> list[Piece]:
        """The pieces that may begin at a place, the longest first."""
        char = text[at]
        if FIRST_MARK <= char <= LAST_MARK:
            return [Piece(at, at + 1, frozenset(), is_name=True)]
        if match := NUMBER.match(text, at):
            return [Piece(at, match.end(), _roles_of_number(match.group()))]
        words = self._by_first.get(char, {})
        return [
            Piece(at, at + length, words[text[at : at + length]])
            for length in self._lengths.get(char, ())
            if text[at : at + length] in words and len(text[at : at + length]) == length
        ]


@cache
def rules() -> tuple[Rule, ...]:
    common = frozenset(_lines(RULES)[0][1].split())
    return tuple(_rule(frame, text, common) for frame, text in _lines(RULES)[1:])


@cache
def general_words() -> frozenset[str]:
    """Words of other languages that name no record by themselves: law, against, year, number and the like."""
    found = ((word.rstrip(), roles) for name in _files() if name != "en.txt" for word, roles in _words(name).items())
    return frozenset(part for word, roles in found if roles & GENERAL for part in word.split())


@cache
def words() -> frozenset[str]:
    """The single words among the keywords of all languages, in normal form."""
    found = (word.rstrip() for name in _files() for word in _words(name))
    return frozenset(word for word in found if " " not in word)


@cache
def languages() -> tuple[Keywords, ...]:
    return tuple(Keywords(_words(name)) for name in _files())


def _files() -> list[str]:
    return sorted(path.name for path in FILES.glob("*.txt") if path.name != RULES)


def _words(name: str) -> dict[str, Roles]:
    found: dict[str, set[str]] = defaultdict(set)
    endings = CASE_ENDINGS if name in INFLECTED else ("",)
    for roles, text in _lines(name):
        for word in text.split("|"):
            if normal := normal_form(word.strip()).rstrip():
                after = " " if normal_form(word).endswith(" ") else ""
                for ending in endings:
                    found[normal + ending + after].update(roles.split())
    return {word: frozenset(roles - PASSING if roles & DECISIVE else roles) for word, roles in found.items()}


def _rule(frame: str, text: str, common: Roles) -> Rule:
    """A rule as written: `is-party: country treaty | party | can; common roles`."""
    slots, needed, allowed = (part.split() for part in text.split("|"))
    free = next((slot.rstrip("*") for slot in slots if slot.endswith("*")), "")
    needed_roles = frozenset(needed)
    return Rule(frame, tuple(sorted(slot for slot in slots if not slot.endswith("*"))), needed_roles,
                needed_roles | frozenset(allowed) | common, free)  # fmt: skip


def _lines(name: str) -> list[tuple[str, str]]:
    text = re.sub(r"\n[ \t]+", " ", (FILES / name).read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(head.strip(), rest.strip()) for head, _, rest in (line.partition(":") for line in lines)]


def _roles_of_number(text: str) -> Roles:
    if YEAR.fullmatch(text):
        return frozenset({"year"})
    return frozenset({"ordinal"}) if int(text) <= MAX_ORDINAL else frozenset({"number"})


def _starts(text: str, first: int) -> list[int]:
    """The places at which words begin; in a script without spaces, any."""
    return [at for at in range(first, len(text)) if at == first or _ends_word(text[at - 1])]


def _ends_word(char: str) -> bool:
    return char == " " or char >= FIRST_MARK or bool(UNSPACED_RUN.match(char))
