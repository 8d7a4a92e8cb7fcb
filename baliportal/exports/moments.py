"""Points of time in a cell."""

from datetime import UTC, datetime

#: Meaning of such a column, for the data dictionary.
MOMENT = "Year, month, day, hour and minute, in UTC."


def moment(at: datetime | None) -> str:
    """A point of time as 2026-11-02 09:30 in UTC, which sorts as text; '' for None."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}" if at else ""
