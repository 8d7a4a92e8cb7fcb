"""Years in other calendars: B.E. 2551 is 2008; BS 2064 and 1386 of the Solar Hijri calendar are 2007 or 2008.

A year of those calendars begins in another month than a Gregorian year and may overlap with two. Without its
calendar's name a number is converted only where it cannot be a Gregorian year; it is always searched for as typed too.
Sources: the Thai solar calendar (543 years ahead), Bikram Sambat (56 or 57 ahead), Solar Hijri (621 or 622 behind).
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from .folding import fold, original_span, origins


@dataclass(frozen=True)
class Calendar:
    names: tuple[str, ...]
    years: range  # read as years of this calendar where it is named
    unnamed: range  # read so where no calendar is named
    offsets: tuple[int, ...]  # to Gregorian years


CALENDARS = (
    Calendar(("b.e.", "b.e", "be", "พ.ศ.", "พศ", "ព.ស.", "ພ.ສ."), range(2300, 2701), range(2400, 2601), (-543,)),
    Calendar(
        ("b.s.", "b.s", "bs", "bikram sambat", "vikram samvat", "samvat", "वि.सं.", "वि.स.", "विक्रम संवत"),
        range(1900, 2151), range(2050, 2101), (-57, -56),
    ),
    Calendar(
        ("s.h.", "sh", "a.p.", "ه.ش.", "ه ش", "هجري شمسي", "شمسي"), range(1200, 1501), range(1300, 1451), (621, 622)
    ),
)  # fmt: skip
GREGORIAN = range(1700, 2101)


class Year(NamedTuple):
    """text[start:end] is a year, written `number`; `gregorian` are the Gregorian years it may be."""

    start: int
    end: int
    number: str
    gregorian: tuple[str, ...]


def _pattern() -> re.Pattern:
    names = sorted((name for calendar in CALENDARS for name in calendar.names), key=len, reverse=True)
    named = "|".join(re.escape(fold(name)) for name in names)
    bounds = r"(?<![^\W\d_])", r"(?![^\W_])"
    return re.compile(
        rf"(?:{bounds[0]}(?P<before>{named})\s*)?(?<![\w/\-])(?P<number>\d{{4}})(?![\w/\-])(?:\s*(?P<after>{named}){bounds[1]})?"
        rf"|{bounds[0]}(?P<against>{named})(?P<close>\d{{4}})(?![\w/\-])"
    )


YEAR = _pattern()


def years(text: str) -> list[Year]:
    """Every year in `text`, in order."""
    folded, places = fold(text), origins(text)
    result = []
    for match in YEAR.finditer(folded):
        number = match["number"] or match["close"]
        gregorian = _gregorian(int(number), match["before"] or match["after"] or match["against"])
        if gregorian:
            result.append(Year(*original_span(*match.span(), places), number, gregorian))
    return result


def _gregorian(number: int, name: str | None) -> tuple[str, ...]:
    for calendar in CALENDARS:
        named = name in [fold(own) for own in calendar.names]
        if number in (calendar.years if named else calendar.unnamed) and (named or not name):
            return tuple(str(number + offset) for offset in calendar.offsets)
    return (str(number),) if number in GREGORIAN else ()
