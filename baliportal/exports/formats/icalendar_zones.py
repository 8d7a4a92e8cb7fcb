"""VTIMEZONE components (RFC 5545, 3.6.5) of IANA time zones.

`icalendar.Timezone.from_tzid` gives each onset in the new offset, where the standard asks for the one before it: an
hour too late for a begin of summer time. It also writes all onsets as one RDATE, of which some programs read the first
date alone, and Outlook wants a rule.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

#: Years whose changes of the offset are looked at. Before them the first offset holds, after them the rule of the last
#: years.
FIRST_YEAR, LAST_YEAR = 1995, 2037
#: Years in a row that make a rule.
FEWEST_OF_A_RULE = 3
UTC, HOUR = datetime.UTC, datetime.timedelta(hours=1)
#: Step of the search: two changes of a zone lie further apart.
STEP = datetime.timedelta(days=7)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@lru_cache(maxsize=600)
def vtimezone(name: str) -> Timezone:
    """Return the VTIMEZONE of a zone that this machine knows."""
    component = Timezone()
    component.add("TZID", name)
    for observance, onsets in _onsets(ZoneInfo(name)).items():
        by_rule, rule = _rule(onsets)
        single = onsets[: len(onsets) - len(by_rule)]
        if single:
            component.add_component(_component(observance, single[0], single[1:]))
        if by_rule:
            component.add_component(_component(observance, by_rule[0], rule=rule))
    return component


def _component(observance, onset, further=(), rule=None):
    """STANDARD or DAYLIGHT with its first onset, further ones, and the rule of all that follow."""
    before, after, abbreviation, is_summer = observance
    component = TimezoneDaylight() if is_summer else TimezoneStandard()
    component.TZOFFSETFROM, component.TZOFFSETTO = before, after
    component.add("TZNAME", abbreviation)
    component.DTSTART = onset
    for other in further:
        component.add("RDATE", other)
    if rule:
        component.add("RRULE", vRecur(rule))
    return component


def _rule(onsets):
    """Return (the last onsets, one in each year, that follow a rule; the rule); ([], None) without such."""
    run = [onsets[-1]]
    weeks = _weeks(onsets[-1])
    for onset in reversed(onsets[:-1]):
        if not (weeks & _weeks(onset) and _is_year_before(onset, run[-1])):
            break
        weeks &= _weeks(onset)
        run.append(onset)
    if onsets[-1].year < LAST_YEAR or len(run) < FEWEST_OF_A_RULE:
        return [], None
    day = f"{min(weeks)}{WEEKDAYS[run[0].weekday()]}"  # the last of a month, -1, before the fourth or fifth
    return run[::-1], {"FREQ": "YEARLY", "BYMONTH": run[0].month, "BYDAY": day}


def _weeks(onset):
    """Return the number of a day among the same weekdays of its month: 2 for the second, -1 for the last."""
    is_last = (onset + datetime.timedelta(days=7)).month != onset.month
    return {(onset.day - 1) // 7 + 1, *({-1} if is_last else ())}


def _is_year_before(onset, later):
    def of(moment):
        return moment.month, moment.weekday(), moment.time()

    return onset.year == later.year - 1 and of(onset) == of(later)


def _onsets(zone):
    """{(offset before, offset after, abbreviation, summer time): onsets in the local time of the offset before}."""
    onsets = defaultdict(list)
    first = datetime.datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    start = first.astimezone(zone)
    onsets[_observance(start.utcoffset(), start)].append(start.replace(tzinfo=None))
    for moment in _changes(zone, first):
        before = (moment - HOUR).astimezone(zone).utcoffset()
        onsets[_observance(before, moment.astimezone(zone))].append((moment + before).replace(tzinfo=None))
    return onsets


def _observance(before, after):
    return before, after.utcoffset(), after.tzname(), bool(after.dst())


def _changes(zone: ZoneInfo, moment: datetime.datetime) -> Iterator[datetime.datetime]:
    """Yield the moments, to the minute, at which the zone changes its offset or its abbreviation."""
    while moment.year <= LAST_YEAR:
        following = moment + STEP
        if _state(moment, zone) != _state(following, zone):
            yield _first_after(zone, moment, following)
        moment = following


def _first_after(zone, early, late):
    """The first minute with the state of `late`, by bisection."""
    while late - early > datetime.timedelta(minutes=1):
        middle = early + datetime.timedelta(minutes=(late - early) // datetime.timedelta(minutes=2))
        early, late = (early, middle) if _state(middle, zone) == _state(late, zone) else (middle, late)
    return late


def _state(moment, zone):
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname(), local.dst()
