"""Clock times and IANA time zones of a place, as records have them."""

import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from baliportal.catalogue.schema.scalars import InvalidValue, Text

CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
a_clock_time = RegexValidator(rf"\A{CLOCK}\Z", "A time has two digits for the hour and two for the minute, as 09:30.")


@cache
def zone_names() -> frozenset[str]:
    """Return the names of time zones by region, and UTC; not names such as “localtime”, which mean another anywhere."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def a_time_zone(name: str) -> None:
    """Validator: raise ValidationError for a name that is no time zone."""
    if name not in zone_names():
        raise ValidationError(f"“{name}” is not the name of a time zone, such as Asia/Jakarta.")


@dataclass(frozen=True)
class ClockTime(Text):
    """A local time of day as text, 09:30, or nothing."""

    rule = "Two digits for the hour and two for the minute, as 09:30."
    max_length: int = 5

    def clean(self, value):
        value = super().clean(value)
        if value and not re.fullmatch(CLOCK, value, re.ASCII):
            raise InvalidValue(f"“{value}” is not a time such as 09:30.")
        return value


@dataclass(frozen=True)
class TimeZone(Text):
    """The IANA name of a time zone, or nothing."""

    rule = "A name of the IANA time zone database."
    max_length: int = 40

    def clean(self, value):
        value = super().clean(value)
        if value and value not in zone_names():
            raise InvalidValue(f"“{value}” is not the name of a time zone, such as Asia/Jakarta.")
        return value
