"""The quality checks and expected facts of campaigns."""

from baliportal.quality import expected
from baliportal.quality.check import Check
from baliportal.quality.checks import NO_DATE, empty
from baliportal.quality.expected import Fact

CHECKS = (
    NO_DATE,
    Check(
        "no-slogan", "No slogan", "Say what the campaign says.", "slogan", empty("slogan"), missing=True, blocks=True
    ),
)
FACTS = (expected.DATE, Fact("sponsor", "Sponsor", ("sponsor",)))
