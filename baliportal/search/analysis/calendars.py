"""Years in other calendars: B.E. 2551 is 2008, 1386 of the Solar Hijri calendar 2007 or 2008, Reiwa 5 is 2023.

A year of those calendars may begin in another month than a Gregorian year and overlap with two. Without its
calendar's name a number is converted only where it cannot be a Gregorian year; it is always searched for as typed too.
Sources: the Thai solar calendar (543 years ahead), Bikram Sambat (56 or 57 ahead), Solar Hijri (621 or 622 behind),
lunar Hijri (years of 354.367 days since 16 July 622, in the Gregorian calendar 19 July), the eras of Japan.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from .folding import fold, original_span, origins


@dataclass(frozen=True)
class Calendar:
    names: tuple[str, ...]
    years: range  # read as years of this calendar where it is named
    unnamed: range  # read so where no calendar is named
    to_gregorian: Callable[[int], tuple[int, ...]]


def _shifted(*offsets: int) -> Callable[[int], tuple[int, ...]]:
    return lambda year: tuple(year + offset for offset in offsets)


def _lunar(year: int) -> tuple[int, ...]:
    """The Gregorian years with the first and the last day of a lunar year."""
    first = FIRST_LUNAR_YEAR + (year - 1) * LUNAR_YEAR
    return tuple(dict.fromkeys((int(first), int(first + LUNAR_YEAR - 0.003))))


# A lunar year in Gregorian years, and when the first began.
LUNAR_YEAR, FIRST_LUNAR_YEAR = 354.367 / 365.2425, 622.547
# Solar years up to this one have begun; a later number without its calendar's name is a lunar year.
LAST_SOLAR = 1410
NONE = range(0)
CALENDARS = (
    Calendar(("b.e.", "b.e", "be", "พ.ศ.", "พศ", "ព.ស.", "ພ.ສ."), range(2300, 2701), range(2400, 2601), _shifted(-543)),
    Calendar(
        ("b.s.", "b.s", "bs", "bikram sambat", "vikram samvat", "samvat", "वि.सं.", "वि.स.", "विक्रम संवत"),
        range(1900, 2151), range(2050, 2101), _shifted(-57, -56),
    ),
    Calendar(
        ("s.h.", "sh", "a.p.", "ه.ش.", "ه.ش", "ه ش", "هجري شمسي", "هجرى شمسى", "شمسي", "solar hijri"),
        range(1200, 1501), range(1300, LAST_SOLAR + 1), _shifted(621, 622),
    ),
    Calendar(
        ("a.h.", "a.h", "ah", "h.", "h", "hijri", "lunar hijri", "ه.", "ه", "ه.ق.", "ه.ق", "ه ق", "هجري", "هجريه",
         "هجري قمري", "للهجره"),
        range(1200, 1501), range(LAST_SOLAR + 1, 1461), _lunar,
    ),
    Calendar(("reiwa", "令和"), range(1, 31), NONE, _shifted(2018)),
    Calendar(("heisei", "平成"), range(1, 32), NONE, _shifted(1988)),
    Calendar(("showa", "昭和"), range(1, 65), NONE, _shifted(1925)),
)  # fmt: skip
# Eras are followed by their year, written in digits or, in Japanese, in characters.
ERAS = tuple(name for calendar in CALENDARS[-3:] for name in calendar.names)
GREGORIAN = range(1700, 2101)


# One to three characters that write a number of Japanese, and their values; the first year of an era has its own.
DIGITS = {"元": 1, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}}


class Year(NamedTuple):
    """text[start:end] is a year, written `number`; `gregorian` are the Gregorian years it may be.

    `number` is '' for a year of an era, as its own number says nothing without the era's name.
    """

    start: int
    end: int
    number: str
    gregorian: tuple[str, ...]


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(fold(name)) for name in sorted(names, key=len, reverse=True))


def _pattern() -> re.Pattern:
    names = [name for calendar in CALENDARS for name in calendar.names if name not in ERAS]
    after, before = _alternatives(names), _alternatives(name for name in names if len(name.rstrip(".")) > 1)
    bounds = r"(?<![^\W\d_])", r"(?![^\W_])"
    return re.compile(
        rf"(?:{bounds[0]}(?P<before>{before})\s*)?(?<![\w/\-])(?P<number>\d{{4}})"
        rf"(?:(?![\w/\-])|(?=\s*(?:{after}){bounds[1]}))(?:\s*(?P<after>{after}){bounds[1]})?"
        rf"|{bounds[0]}(?P<against>{before})(?P<close>\d{{4}})(?![\w/\-])"
        rf"|{bounds[0]}(?P<era>{_alternatives(ERAS)})\s*(?P<of_era>\d{{1,2}}(?!\d)|[{''.join(DIGITS)}十]{{1,3}})\s*年?"
    )


YEAR = _pattern()


def years(text: str) -> list[Year]:
    """Every year in `text`, in order."""
    folded, places = fold(text), origins(text)
    result = []
    for match in YEAR.finditer(folded):
        written = match["number"] or match["close"] or ""
        number = int(written) if written else _japanese(match["of_era"])
        gregorian = _gregorian(number, match["before"] or match["after"] or match["against"] or match["era"])
        if gregorian:
            result.append(Year(*original_span(*match.span(), places), written, gregorian))
    return result


def _japanese(number: str) -> int:
    """A number up to 99 in digits or in characters: 二十六 is 26."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def _gregorian(number: int, name: str | None) -> tuple[str, ...]:
    for calendar in CALENDARS:
        named = name in [fold(own) for own in calendar.names]
        if number in (calendar.years if named else calendar.unnamed) and (named or not name):
            return tuple(map(str, calendar.to_gregorian(number)))
    return (str(number),) if number in GREGORIAN else ()
