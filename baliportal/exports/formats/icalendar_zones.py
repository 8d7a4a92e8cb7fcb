"""VTIMEZONE components (RFC 5545, 3.6.5) of IANA time zones.

`icalendar.Timezone.from_tzid` gives each onset in the new offset, where the standard asks for the one before it: an
hour too late for a begin of summer time.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

#: Years whose changes of the offset are written; before and after them the nearest offset holds.
FIRST_YEAR, LAST_YEAR = 1970, 2040
UTC, HOUR = datetime.UTC, datetime.timedelta(hours=1)
#: Step of the search: two changes of a zone lie further apart, but for a few Ramadans in Morocco.
STEP = datetime.timedelta(days=7)


@lru_cache(maxsize=600)
def vtimezone(name: str) -> Timezone:
    """Return the VTIMEZONE of a zone that this machine knows."""
    component = Timezone()
    component.add("TZID", name)
    for (before, after, abbreviation, is_summer), onsets in _onsets(ZoneInfo(name)).items():
        observance = TimezoneDaylight() if is_summer else TimezoneStandard()
        observance.TZOFFSETFROM, observance.TZOFFSETTO = before, after
        observance.add("TZNAME", abbreviation)
        observance.DTSTART = onsets[0]
        if onsets[1:]:
            observance.add("RDATE", onsets[1:])
        component.add_component(observance)
    return component


def _onsets(zone):
    """{(offset before, offset after, abbreviation, summer time): onsets in the local time of the offset before}."""
    onsets = defaultdict(list)
    first = datetime.datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    start = first.astimezone(zone)
    onsets[_observance(start.utcoffset(), start)].append(start.replace(tzinfo=None))
    for moment in _changes(zone, first):
        before = (moment - HOUR).astimezone(zone).utcoffset()
        key = _observance(before, moment.astimezone(zone))
        onsets[key].append((moment + before).replace(tzinfo=None))
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
