"""The quality checks and expected facts of resources."""

from baliportal.catalogue.partial_dates import PartialDate
from baliportal.quality import expected
from baliportal.quality.check import Check
from baliportal.quality.checks import NO_DATE, NO_THEME, NO_TYPE
from baliportal.quality.expected import Fact
from baliportal.quality.period import always_if

#: Types of resource that close.
CLOSING = ("opportunity", "campaign")


def surely_before(earlier, later):
    """Tell whether one partial date lies before another whatever their unknown parts; False without either."""
    return bool(earlier and later) and PartialDate.parse(earlier).surely_before(PartialDate.parse(later))


CHECKS = (
    NO_DATE, NO_THEME, NO_TYPE,
    Check("nowhere-to-read", "Nothing to read", "Give a web address, a file or a further address.",
          "url", lambda r: always_if(not (r["url"] or r["files"] or r["links"])), weight=2, missing=True),
    Check("no-closing-date", "No closing date", "Give the last day to apply, or the last day of the campaign; where it "
          "has none, say so in the summary.", "closing_date",
          lambda r: always_if(r["type"] in CLOSING and not r["closing_date"]), missing=True),
    Check("closed-before-published", "Closed before it was published", "Correct one of the dates.", "closing_date",
          lambda r: always_if(surely_before(r["closing_date"], r["date"])), weight=3),
)  # fmt: skip
FACTS = (
    expected.DATE, expected.THEMES, expected.TYPE, Fact("publisher", "Publisher", ("publisher",)),
    Fact("closing-date", "Closing date", ("closing_date",), only_if=("type", CLOSING)),
    expected.LANGUAGE, Fact("where-to-read", "Where to read it", ("url", "files", "links")),
)  # fmt: skip
