"""The quality checks and expected facts of meetings."""

from baliportal.quality import expected
from baliportal.quality.check import Check
from baliportal.quality.checks import NO_DATE, NO_THEME, NO_TYPE
from baliportal.quality.expected import Fact
from baliportal.quality.period import after_date, before_date

CHECKS = (
    Check("held-in-future", "Held, but in the future",
          "The meeting is marked as held and its first day is still to come: correct the date, or mark it as planned.",
          "date", lambda r: before_date(r["date"]) if r["event_status"] == "held" else None, weight=5, blocks=True),
    NO_DATE, NO_THEME, NO_TYPE,
    Check("plan-is-over", "Planned, but over", "The last day has passed: say whether it was held, postponed or "
          "cancelled.", "event_status",
          lambda r: after_date(r["end_date"] or r["date"]) if r["event_status"] == "planned" else None, weight=2),
)  # fmt: skip
FACTS = (
    expected.DATE, expected.THEMES, expected.TYPE, Fact("place", "Place", ("place", "city")),
    Fact("hosts", "Hosts", ("host_countries", "host_organisations")), Fact("outcomes", "Outcomes", ("outcomes",)),
    Fact("attendance", "Participants", ("attendances",)),
    Fact("outcome-documents", "Outcome documents", ("files",), only_if=("event_status", ("held",)),
         rows=("role", ("outcome",))),
)  # fmt: skip
