"""The reports, one by one, their pages and their files."""

from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.snapshot import snapshot
from baliportal.curation.reports import FRESHNESS, GAP_COUNTS, GAPS, THEMES_OVER_TIME
from baliportal.exports.choices import Choices
from baliportal.exports.files import CITATIONS, FORMATS, Table
from baliportal.exports.handing_out import Export
from baliportal.exports.report import PAGE
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

from .downloads import about, base_of, refused_in_words
from .report_files import ReportFiles
from .report_page import ReportPage

#: Every report of the portal by its subject, in the order in which the page of reports names them.
GALLERY = {
    "Meetings and themes": (MEETINGS_REGISTER, MEETINGS_BY_YEAR, THEMES_OVER_TIME),
    "Laws, agreements and treaties": (
        LEGISLATION_REGISTER, WHO_HAS_WHAT, TREATY_STATUS, TREATY_MATRIX, AGREEMENTS_BY_PARTY, AGREEMENT_PAIRS,
    ),
    "Members, organisations and systems": (MEMBERS, SYSTEM_PARTICIPATION, ORGANISATIONS),
    "Resources": (RESOURCE_INVENTORY, RESOURCE_COUNTS),
    "How complete and fresh the records are": (FRESHNESS, GAP_COUNTS, GAPS),
}  # fmt: skip
FILES = [suffix for suffix in FORMATS if suffix not in CITATIONS]
REPORTS = tuple(report for group in GALLERY.values() for report in group)


@require_safe
def report_list(request):
    """Every report with its question and its files, by subject."""
    return render(request, "reports/list.html", {"gallery": GALLERY, "suffixes": FILES})


@require_safe
def report(request, name):
    """A report's question, its filters, its plot and its first rows, and the files that hold them all."""
    wanted, base = report_named(name), base_of(request)
    page = ReportPage(wanted, request.GET)
    files = ReportFiles(page, base, lambda rows: table_of(wanted, page.filters, base, rows))
    return render(request, "reports/report.html", {"page": page, "files": files})


@require_safe
def download_report(request, name, suffix):
    """All rows of a report as a file; 400 where a filter makes no sense, as a file cannot show what is wrong."""
    return _answered(request, name, suffix, Export.answer)


@require_safe
def report_manifest(request, name, suffix="csv"):
    """What is told of that file: question, columns, count, checksum."""
    return _answered(request, name, suffix, Export.manifest)


def _answered(request, name, suffix, act):
    wanted = report_named(name)
    filters = wanted.asked(request.GET)
    if not filters.is_valid():
        return HttpResponseBadRequest(filters.errors.as_text() + "\n", content_type="text/plain; charset=utf-8")
    return refused_in_words(lambda: act(_export(request, wanted, filters, suffix), request))


def _export(request, wanted, filters, suffix):
    chosen = dict(filters.data.lists())
    asked = {"question": wanted.question, "filters": chosen}
    return Export(
        wanted.name, suffix, lambda: table_of(wanted, wanted.asked(request.GET), base_of(request)), snapshot,
        lambda: about(request, wanted.name, wanted.title, asked), Choices.read(request.GET),
        [value for values in chosen.values() for value in values],
    )  # fmt: skip


def report_named(name):
    """The report of this name; Http404 when there is none."""
    for each in REPORTS:
        if each.name == name:
            return each
    raise Http404("There is no report of this name.")


def report_table(wanted, request):
    """The report under the filters of the query string; None where one of them makes no sense."""
    filters = wanted.asked(request.GET)
    return table_of(wanted, filters, base_of(request)) if filters.is_valid() else None


def table_of(report, filters, base, only=None):
    """A report as a file holds it; with `only`, no more than these of its rows."""

    def rows():
        for row in report.answer(filters) if only is None else only:
            yield row | {"page": base + row["page"]} if PAGE in report.columns else row

    def head():
        about = [{"name": each.name, "label": each.label, "meaning": each.meaning} for each in report.columns]
        told = {"report": report.name, "title": report.title, "question": report.question, "columns": about}
        return told | {"total": report.total(filters)}

    return Table(report.columns, rows, rows, head)
