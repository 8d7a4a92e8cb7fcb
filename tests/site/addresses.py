"""All public addresses, for tests that visit each."""

import io

from openpyxl import load_workbook

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Entry, Topic
from baliportal.reports.registry import REPORTS
from baliportal.sitemaps import SITEMAPS

FORMATS = ("csv", "xlsx", "json", "jsonl")
LISTS = ["search", *(each.path for kind in all_kinds() for each in (kind, *kind.type_lists))]

FIXED = [
    "/", "/about/", "/contact/", "/privacy/", "/help/", "/help/ar/", "/search/help/", "/topics/", "/groups/", "/compare/", "/reports/", "/series/",
    "/calendar/",
    "/calendar/2025/", "/calendar/2025/5/",
]  # fmt: skip
PAGES = [*FIXED, *(f"/{name}/" for name in LISTS)]
LIST_FILES = [f"/{name}.{suffix}" for name in LISTS for suffix in FORMATS]
FEEDS = [f"/{name}.atom" for name in LISTS]
REPORT_PAGES = [f"/reports/{report.name}/" for report in REPORTS]
REPORT_FILES = [f"/reports/{report.name}.{suffix}" for report in REPORTS for suffix in FORMATS]
FOR_PROGRAMS = [
    "/robots.txt",
    "/opensearch.xml",
    "/healthz",
    "/readyz",
    "/sitemap.xml",
    *(f"/sitemap-{name}.xml" for name in SITEMAPS),
    "/calendar.ics",
    "/workshops.ics",
]
#: Every page, and of each list and report one format, so that each format comes several times: one writer serves all.
PAGES_AND_ONE_FORMAT_EACH = [
    *PAGES,
    *(f"/search.{suffix}" for suffix in FORMATS),
    *(LIST_FILES[place * len(FORMATS) + place % len(FORMATS)] for place in range(1, len(LISTS))),
    *FEEDS[:2],
    *REPORT_PAGES,
    *(REPORT_FILES[place * len(FORMATS) + place % len(FORMATS)] for place in range(len(REPORTS))),
    *FOR_PROGRAMS,
]
FIXED = PAGES + LIST_FILES + FEEDS + REPORT_PAGES + REPORT_FILES + FOR_PROGRAMS


def topic_pages():
    return [topic.get_absolute_url() for topic in Topic.objects.all()]


def of_record(entry):
    """The addresses of one record, the permanent one apart."""
    page = entry.get_absolute_url()
    return [page, *(f"{page.rstrip('/')}.{suffix}" for suffix in FORMATS)]


def one_of_each_kind_and_type():
    """A published entry for every type of every kind that has one."""
    entries = Entry.objects.published().order_by("kind", "type", "pk")
    return list({(entry.kind, entry.type): entry for entry in entries}.values())


def plain(answer):
    """A workbook as the text of its cells; anything else as it is."""
    if not answer.startswith(b"PK"):
        return answer
    sheets = load_workbook(io.BytesIO(answer), read_only=True).worksheets
    return repr([list(sheet.values) for sheet in sheets]).encode()
