"""The list of all reports: public ones by subject, and those for staff."""

from django.http import Http404

from baliportal.accounts.reports import SIGN_INS
from baliportal.editorial.reports import CHANGES_BETWEEN, EDITORIAL_ACTIVITY, WAITING_TIMES
from baliportal.exports.formats.registry import TABLE_FORMATS
from baliportal.linkcheck.reports import BROKEN_LINKS
from baliportal.quality.reports import DATA_QUALITY, FRESHNESS, GAP_COUNTS, GAPS
from legislation.reports import (
    AGREEMENT_PAIRS,
    AGREEMENTS_BY_PARTY,
    LEGISLATION_REGISTER,
    MEMBERS_BY_THEME,
    MEMBERS_ON_A_MAP,
    PROVISIONS_BY_ARTICLE,
    TREATY_MATRIX,
    TREATY_STATUS,
    WHO_HAS_WHAT,
)
from members.reports import MEMBERS, ORGANISATIONS, SYSTEM_PARTICIPATION
from resources.reports import RESOURCE_COUNTS, RESOURCE_INVENTORY
from workshops.reports import COMMITMENTS_LEDGER, FOUNDING_WORKSHOPS, MEETINGS_BY_YEAR, MEETINGS_REGISTER

from .themes_over_time import THEMES_OVER_TIME

#: Public reports by subject, in the order of the page of reports.
PUBLIC_REPORTS = {
    "Meetings and themes": (
        MEETINGS_REGISTER, MEETINGS_BY_YEAR, COMMITMENTS_LEDGER, FOUNDING_WORKSHOPS, THEMES_OVER_TIME,
    ),
    "Laws, agreements and treaties": (
        LEGISLATION_REGISTER, WHO_HAS_WHAT, TREATY_STATUS, TREATY_MATRIX, PROVISIONS_BY_ARTICLE,
        MEMBERS_BY_THEME, MEMBERS_ON_A_MAP, AGREEMENTS_BY_PARTY, AGREEMENT_PAIRS,
    ),
    "Members, organisations and systems": (MEMBERS, SYSTEM_PARTICIPATION, ORGANISATIONS),
    "Resources": (RESOURCE_INVENTORY, RESOURCE_COUNTS),
    "How complete and fresh the records are": (FRESHNESS, GAP_COUNTS, GAPS),
}  # fmt: skip
#: Suffixes of the files of every report.
FILES = list(TABLE_FORMATS)
REPORTS = tuple(report for group in PUBLIC_REPORTS.values() for report in group)
#: Reports for staff; each names the permission that it requires.
STAFF_REPORTS = (EDITORIAL_ACTIVITY, WAITING_TIMES, CHANGES_BETWEEN, DATA_QUALITY, BROKEN_LINKS, SIGN_INS)
ALL_REPORTS = REPORTS + STAFF_REPORTS


def find_report(name):
    """The report of this name, public or for staff; None when there is none."""
    return next((report for report in ALL_REPORTS if report.name == name), None)


def get_public_report(name):
    """The public report of this name; raises Http404 when there is none."""
    report = find_report(name)
    if report in REPORTS:
        return report
    raise Http404("There is no report of this name.")


def may_see(user, report):
    """True if the report is public or the person has its permission."""
    return not report.permission or user.has_perm(report.permission)
