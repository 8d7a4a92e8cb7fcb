"""Points of time in a cell."""

from datetime import UTC

MOMENT = "Year, month, day, hour and minute, in UTC."


def moment(at):
    """A point of time as 2026-11-02 09:30, which sorts as it should; '' for none."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}" if at else ""
