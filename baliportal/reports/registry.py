"""The reports of the portal, one by one: those that everybody may ask for, by their subject, and those for staff."""

from dataclasses import replace

from django.http import Http404

from baliportal.accounts.reports import SIGN_INS
from baliportal.catalogue.db.consistent_read import snapshot
from baliportal.editorial.reports import CHANGES_BETWEEN, EDITORIAL_ACTIVITY, WAITING_TIMES
from baliportal.exports.delivery.export import Export
from baliportal.exports.delivery.options import ExportOptions
from baliportal.exports.formats.registry import CITATIONS, FORMATS, Table
from baliportal.linkcheck.reports import BROKEN_LINKS
from baliportal.quality.reports import DATA_QUALITY, FRESHNESS, GAP_COUNTS, GAPS
from legislation.reports import (
    AGREEMENT_PAIRS,
    AGREEMENTS_BY_PARTY,
    LEGISLATION_REGISTER,
    TREATY_MATRIX,
    TREATY_STATUS,
    WHO_HAS_WHAT,
)
from members.reports import MEMBERS, ORGANISATIONS, SYSTEM_PARTICIPATION
from resources.reports import RESOURCE_COUNTS, RESOURCE_INVENTORY
from workshops.reports import MEETINGS_BY_YEAR, MEETINGS_REGISTER

from .themes_over_time import THEMES_OVER_TIME

#: Every report of the portal by its subject, in the order in which the page of reports names them.
PUBLIC_REPORTS = {
    "Meetings and themes": (MEETINGS_REGISTER, MEETINGS_BY_YEAR, THEMES_OVER_TIME),
    "Laws, agreements and treaties": (
        LEGISLATION_REGISTER, WHO_HAS_WHAT, TREATY_STATUS, TREATY_MATRIX, AGREEMENTS_BY_PARTY, AGREEMENT_PAIRS,
    ),
    "Members, organisations and systems": (MEMBERS, SYSTEM_PARTICIPATION, ORGANISATIONS),
    "Resources": (RESOURCE_INVENTORY, RESOURCE_COUNTS),
    "How complete and fresh the records are": (FRESHNESS, GAP_COUNTS, GAPS),
}  # fmt: skip
FILES = [suffix for suffix in FORMATS if suffix not in CITATIONS]
REPORTS = tuple(report for group in PUBLIC_REPORTS.values() for report in group)
#: Those for staff; each names the permission it takes.
STAFF_REPORTS = (EDITORIAL_ACTIVITY, WAITING_TIMES, CHANGES_BETWEEN, DATA_QUALITY, BROKEN_LINKS, SIGN_INS)
ALL_REPORTS = REPORTS + STAFF_REPORTS


def report_called(name):
    """The report of this name, for everybody or for staff; None when there is none."""
    return next((each for each in ALL_REPORTS if each.name == name), None)


def report_named(name):
    """The report of this name that everybody may see; Http404 when there is none."""
    wanted = report_called(name)
    if wanted in REPORTS:
        return wanted
    raise Http404("There is no report of this name.")


def may_see(user, report):
    """Whether this person may see the report."""
    return not report.permission or user.has_perm(report.permission)


def export_of(report, query, base, suffix, about, noted=lambda rows: rows):
    """What is asked for when a report is taken away under a query string, which makes sense; raises ChoiceRefused.

    `about` makes of the question what a manifest tells; `noted` sees the rows on their way. A report that not everybody
    may see is for who asks alone.
    """
    chosen = dict(report.asked(query).data.lists())

    def table():
        made = table_of(report, report.asked(query), base)
        return replace(made, records=lambda: noted(made.records()), results=lambda: noted(made.results()))

    return Export(
        report.name, suffix, table, snapshot, lambda: about({"question": report.question, "filters": chosen}),
        ExportOptions.read(query), [value for values in chosen.values() for value in values], bool(report.permission),
    )  # fmt: skip


def table_of(report, filters, base, only=None):
    """A report as a file holds it; with `only`, no more than these of its rows."""

    def rows():
        for row in report.answer(filters) if only is None else only:
            yield row | {"page": base + row["page"]} if row.get("page") else row

    def head():
        about = [{"name": each.name, "label": each.label, "meaning": each.meaning} for each in report.columns]
        told = {"report": report.name, "title": report.title, "question": report.question, "columns": about}
        return told | {"total": report.total(filters)}

    return Table(report.columns, rows, rows, head)
