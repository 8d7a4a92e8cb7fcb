"""The quality checks and expected facts of resources."""

from baliportal.quality import expected
from baliportal.quality.check import Check
from baliportal.quality.checks import NO_DATE, NO_THEME, NO_TYPE
from baliportal.quality.expected import Fact
from baliportal.quality.period import always_if

CHECKS = (
    NO_DATE, NO_THEME, NO_TYPE,
    Check("nowhere-to-read", "Nothing to read", "Give a web address, a file or a further address.",
          "url", lambda r: always_if(not (r["url"] or r["files"] or r["links"])), weight=2, missing=True),
)  # fmt: skip
FACTS = (
    expected.DATE, expected.THEMES, expected.TYPE, Fact("publisher", "Publisher", ("publisher",)),
    expected.LANGUAGE, Fact("where-to-read", "Where to read it", ("url", "files", "links")),
)  # fmt: skip
