"""The 23 workshops that the founding document of the portal counts: which are on record here, which are not.

The document counts them and describes fifteen; the list in `founding_workshops.csv` says of each what it rests on.
"""

import csv
from functools import cache
from pathlib import Path

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Number, Text
from baliportal.exports.report import PAGE, Report, iso, page
from baliportal.exports.report_filters import ComputedRowsFilter, ReportFilters

from ..models import Workshop

LIST = Path(__file__).with_suffix(".csv")
SOURCE = "Founding document of this portal (about 2008)"
#: Words for the basis of a workshop in the document, by the value of the column `basis`.
BASES = {
    "named": "Named with year and host",
    "implied": "Implied by the number of a later one",
    "subject": "Named by its subject only",
    "counted": "Counted, not described",
}
ON_RECORD = {"yes": "On record", "perhaps": "On record, if it is this one", "no": "Not on record"}


class FoundingWorkshopFilters(ReportFilters):
    on_record = ComputedRowsFilter(ON_RECORD, "On record here", "on_record")
    basis = ComputedRowsFilter(BASES, "What the document says", "basis")

    class Meta:
        model = Workshop
        fields = []


@cache
def listed():
    """The rows of the list."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def founding_workshops(filters):
    """One row per workshop that the document counts, in the order in which it describes them."""
    slugs = [line["record"] for line in listed() if line["record"]]
    meetings = {meeting.slug: meeting for meeting in filters.qs.filter(slug__in=slugs)}
    for line in listed():
        meeting = meetings.get(line["record"])
        standing = _on_record(line, meeting)
        if _chosen(filters, "on_record", standing) and _chosen(filters, "basis", line["basis"]):
            yield {
                "said": line["said"],
                "number": int(line["number"]),
                "basis": BASES[line["basis"]],
                "on_record": ON_RECORD[standing],
                "meeting": meeting.title if meeting else "",
                "date": iso(meeting.date) if meeting else "",
                "note": line["note"],
                "source": SOURCE,
                "page": page(meeting) if meeting else "",
            }


def _on_record(line, meeting):
    """A workshop that the document names by its subject alone may be another than the one recorded."""
    if meeting is None:
        return "no"
    return "yes" if line["basis"] == "named" else "perhaps"


def _chosen(filters, name, value):
    return not filters.chosen(name) or value in filters.chosen(name)


FOUNDING_WORKSHOPS = Report(
    name="founding-workshops",
    title="The 23 workshops of the founding document",
    question="Which of the 23 workshops and meetings that the founding document counts between 2002 and about 2008 are "
    "on record here, and which are not?",
    rows=founding_workshops,
    filters=FoundingWorkshopFilters,
    key=("number",),
    columns=(
        SchemaField("said", "What the document says", Text(), "The workshop in the words of this portal."),
        SchemaField("number", "Number", Number(), "The place in this list; the document numbers none.", "7"),
        SchemaField("basis", "How it is said", Text(), "Named, implied, named by its subject only, or counted.",
                    "Named with year and host"),
        SchemaField("on_record", "On record here", Text(), "Whether this portal has a record of it.", "On record"),
        SchemaField("meeting", "Meeting", Text(), "The title of its record; empty where there is none."),
        SchemaField("date", "Date", Date(), "Of the recorded meeting, as precise as known.", "2007-08"),
        SchemaField("note", "Note", Text(), "What is uncertain."),
        SchemaField("source", "Source", Text(), "The document that counts them; its text is held as a resource."),
        PAGE,
    ),
)  # fmt: skip
