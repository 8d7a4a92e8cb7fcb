"""The quality checks and expected facts of help lines."""

from baliportal.quality import expected
from baliportal.quality.check import Check
from baliportal.quality.checks import NO_TYPE, empty
from baliportal.quality.expected import Fact

HELP_LINE_CHECKS = (
    Check("no-contact", "No number or address", "Give a number to call, or another way to reach it: without one it "
          "helps nobody.", "contacts", empty("contacts"), weight=5, missing=True, blocks=True),
    NO_TYPE,
)  # fmt: skip
HELP_LINE_FACTS = (
    expected.TYPE,
    Fact("run-by", "Run by", ("run_by",)),
    Fact("hours", "Hours", ("hours",)),
    Fact("spoken", "Languages spoken", ("spoken", "spoken_note")),
    Fact("for-whom", "For whom", ("for_whom",)),
    Fact("source-date", "Date of the source", ("date",)),
    expected.ADDRESS,
)
