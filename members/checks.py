"""The quality checks and expected facts of members, organisations and systems."""

from baliportal.quality import expected
from baliportal.quality.checks import NO_TYPE
from baliportal.quality.expected import Fact

MEMBER_CHECKS = ORGANISATION_CHECKS = (NO_TYPE,)

MEMBER_FACTS = (
    Fact("lead-agency", "Lead agency", ("lead_agency",)),
    Fact("joined", "Date of joining", ("date",)),
    expected.ADDRESS,
)
ORGANISATION_FACTS = (expected.TYPE, expected.ADDRESS, Fact("role", "Role in the process", ("role",)))
SYSTEM_FACTS = (
    Fact("operator", "Operator", ("operator",)),
    expected.DATE,
    Fact("operation", "Whether it operates", ("operational_status",)),
    Fact("participants", "Participating countries", ("participations",)),
)
