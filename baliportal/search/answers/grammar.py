"""The grammar: patterns of the questions that have a frame, read from `grammar/*.txt`, one file for a language.

A line is `frame: pattern`, `@macro = pattern`, or a comment; one that begins with a space goes on with the line before.
A pattern is made of words, `(one|or another)`, `[what may be left out]`, `@macro`, and slots: `{country}` is a name of
that type, `{country2}` another of the same, `{ordinal}` a number, `{law*}` any words that are one record of a kind.
All words of a question must be in its pattern, but for those of `@before` and `@after`, as “please”.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from .normal_form import UNSPACED_RUN, normal_form

FILES = Path(__file__).with_name("grammar")
ITEM = re.compile(r"\{(?P<slot>\w+)(?P<free>\*?)\}|@(?P<macro>[a-z]+)|(?P<sign>[()\[\]|])|(?P<words>[^{}()\[\]|@]+)")
SIGNS = {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|"}
DEPTHS = {"(": 1, "[": 1, ")": -1, "]": -1}
NUMBERS = {"ordinal": r"(?P<ordinal>\d{1,3}) ?", "year": r"(?P<year>(?:19|20)\d\d) ?"}
TYPE = re.compile(r"[a-z]+")
GROUP = re.compile(r"\(\?P<(\w+)>")
MARK = "[\ue000-\uf8ff]"
WORD = re.compile("[^ \ue000-\uf8ff]+")


@dataclass(frozen=True)
class Pattern:
    """A pattern of a frame, for the normal form of a question.

    `types` and `literals` are what every question has that fits: most patterns are ruled out by them and never
    compiled, which would take half a second for all. `free` names the slots for records of a kind.
    """

    frame: str
    source: str
    free: frozenset[str]
    types: frozenset[str]
    literals: tuple[str, ...]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.source)

    def may_fit(self, text: str, types: frozenset[str]) -> bool:
        return self.types <= types and all(literal in text for literal in self.literals)

    @property
    def key(self) -> str:
        """A word, or in a script without spaces a character, that every question has that fits; else a type, or ""."""
        runs = [literal[0] for literal in self.literals if UNSPACED_RUN.match(literal)]
        words = sorted((word for literal in self.literals for word in literal.split()), key=len)
        return next(iter([*runs[:1], *words[-1:], *(f"{{{name}}}" for name in sorted(self.types))]), "")


@dataclass(frozen=True, eq=False)
class Language:
    """The patterns of a language, and what people put before and after a question out of politeness."""

    patterns: tuple[Pattern, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """The whole text, and what of it is left without polite words."""
        start, end = self.before.match(text), self.after.search(text)
        whole = (0, len(text))
        if not start and not end:
            return (whole,)
        first, last = start.end() if start else 0, end.start() if end else len(text)
        return tuple(dict.fromkeys([whole, (first, len(text)), (0, last), (first, last)]))


def candidates(text: str, types: frozenset[str]) -> Iterator[tuple[Pattern, tuple[int, int]]]:
    """The patterns that a text in normal form may fit, each with the spans of it to try."""
    characters = (char for char in text if UNSPACED_RUN.match(char))
    keys = {*WORD.findall(text), *characters, *(f"{{{name}}}" for name in types), ""}
    by_key = _by_key()
    spans: dict[Language, tuple[tuple[int, int], ...]] = {}
    for key in keys:
        for language, pattern in by_key.get(key, ()):
            if pattern.may_fit(text, types):
                for span in spans.get(language) or spans.setdefault(language, language.spans(text)):
                    yield pattern, span


@cache
def _by_key() -> dict[str, list[tuple[Language, Pattern]]]:
    found = defaultdict(list)
    for language in languages():
        for pattern in language.patterns:
            found[pattern.key].append((language, pattern))
    return found


@cache
def languages() -> tuple[Language, ...]:
    return tuple(_read(file) for file in sorted(FILES.glob("*.txt")))


@cache
def words() -> frozenset[str]:
    """The words of the patterns of all languages, in normal form."""
    texts = (item["words"] for file in FILES.glob("*.txt") for _, text in _lines(file) for item in ITEM.finditer(text))
    return frozenset(word for text in texts if text for word in normal_form(text).split())


def _read(file: Path) -> Language:
    macros, patterns = {"before": "(?!)", "after": "(?!)"}, []
    for name, text in _lines(file):
        if name.startswith("@"):
            macros[name[1:]] = _compiled(text, macros)
        else:
            patterns.append(_pattern(name, text, macros))
    before, after = re.compile(f"(?:{macros['before']})+"), re.compile(f"(?:{macros['after']})+$")
    return Language(tuple(patterns), before, after)


def _lines(file: Path) -> list[tuple[str, str]]:
    """The name and the pattern of each line."""
    text = re.sub(r"\n[ \t]+", " ", file.read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name.strip(), pattern) for name, _, pattern in (re.split("([:=])", line, maxsplit=1) for line in lines)]


def _pattern(frame: str, text: str, macros: dict[str, str]) -> Pattern:
    items, depth, types, literals = list(ITEM.finditer(text)), 0, set(), []
    for item in items:
        depth += DEPTHS.get(item["sign"] or "", 0)
        if item["sign"] or item["free"] or depth:
            continue
        if item["slot"] and item["slot"] not in NUMBERS:
            types.add(TYPE.findall(item["slot"])[0])
        literals += [normal_form(item["words"])] if item["words"] else []
    free = frozenset(item["slot"] for item in items if item["free"])
    return Pattern(frame, _numbered(_compiled(text, macros)), free, frozenset(types), tuple(filter(None, literals)))


def _numbered(regex: str) -> str:
    """A pattern whose groups of one name are told apart by a number: topic, topic__1."""
    counts: Counter[str] = Counter()

    def group(match: re.Match[str]) -> str:
        counts[match[1]] += 1
        return f"(?P<{match[1]}__{counts[match[1]] - 1}>" if counts[match[1]] > 1 else match[0]

    return GROUP.sub(group, regex)


def _compiled(text: str, macros: dict[str, str]) -> str:
    return "".join(_item(item, macros) for item in ITEM.finditer(text))


def _item(item: re.Match[str], macros: dict[str, str]) -> str:
    if slot := item["slot"]:
        return NUMBERS.get(slot) or (f"(?P<{slot}>.+?)" if item["free"] else f"(?P<{slot}>{MARK})")
    if macro := item["macro"]:
        return f"(?:{macros[macro]})"
    return SIGNS[item["sign"]] if item["sign"] else _literal(item["words"])


def _literal(text: str) -> str:
    """Words as a pattern in normal form: those of scripts with spaces end in one."""
    normal = normal_form(text)
    return normal if UNSPACED_RUN.search(normal) else re.escape(normal)
