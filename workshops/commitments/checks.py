"""The quality checks and expected facts of commitments."""

from baliportal.quality import expected
from baliportal.quality.check import Check
from baliportal.quality.checks import NO_DATE, NO_THEME, NO_TYPE
from baliportal.quality.expected import Fact
from baliportal.quality.period import after_date, always_if

SETTLED = ("done", "overtaken")


def _due(record):
    return after_date(record["due"]) if record["due"] and record["state"] not in SETTLED else None


CHECKS = (
    Check("asked-nowhere", "No document or meeting",
          "Name the document or the meeting that asks for it: both where both are recorded.", "document",
          lambda r: always_if(not r["document"] and not r["meeting"]), weight=5, missing=True, blocks=True),
    NO_DATE, NO_THEME, NO_TYPE,
    Check("no-countries-asked", "Asked of some countries, but of which?", "Choose the countries that are asked.",
          "countries", lambda r: always_if(r["type"] == "some-countries" and not r["countries"]), weight=3),
    Check("no-state", "State not recorded", "Say whether it is open, in progress, done or overtaken, and as of when.",
          "state", lambda r: always_if(r["state"] == "not-recorded"), weight=2, missing=True),
    Check("state-undated", "State without its day", "Say for which day or year the state is told.", "as_of",
          lambda r: always_if(r["state"] != "not-recorded" and not r["as_of"]), weight=2, missing=True),
    Check("due-passed", "Due, and not done", "The day by which it was asked for has passed: say what became of it.",
          "state", _due, weight=2),
    Check("done-without-trace", "Done, but nothing followed", "Name the record that shows that it was done.",
          "follow_ups", lambda r: always_if(r["state"] == "done" and not r["follow_ups"]), weight=2),
)  # fmt: skip
FACTS = (
    expected.DATE, expected.THEMES, expected.TYPE, Fact("state", "State", ("state",)),
    Fact("where-asked", "Document or meeting", ("document", "meeting")),
    Fact("follow-ups", "What followed", ("follow_ups",)),
)  # fmt: skip
