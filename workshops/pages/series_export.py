"""A series as a table for files: its meetings and the numbers of which none is recorded, in order."""

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Number, Text
from baliportal.catalogue.statuses import Visibility
from baliportal.exports.delivery.export import Export
from baliportal.exports.delivery.options import ExportOptions
from baliportal.exports.formats.table import Table
from baliportal.exports.report import PAGE

from ..series_row import Gap
from .series import hosts_of, row_with_hosts

NOT_RECORDED = "not recorded"
COLUMNS = (
    SchemaField("number", "Number in the series", Number(), "14 for the fourteenth; empty when not recorded.", "14"),
    SchemaField("title", "Meeting", Text(), "The title in English; empty where no meeting of that number is recorded."),
    SchemaField("first_day", "First day", Date(), "As precise as known.", "2002-02-26"),
    SchemaField("last_day", "Last day", Date(), "As precise as known.", "2002-02-28"),
    SchemaField("city", "City", Text(), "Where it was held.", "Bali"),
    SchemaField("country", "Country of the place", Text(), "The country it was held in.", "Indonesia"),
    SchemaField("hosts", "Hosts", Text(), "Countries and organisations that hosted it.", "Australia; Indonesia"),
    SchemaField("status", "Held or planned", Text(), "Held, planned, postponed or cancelled; “not recorded” for a "
                "number of which no meeting is recorded.", "held"),
    PAGE,
)  # fmt: skip


class SeriesExport(Export):
    """The row of a series as a file, for an audience."""

    def __init__(self, series, suffix, base, query, audience=Visibility.PUBLIC):
        super().__init__(suffix, base, ExportOptions.read(query))
        self._series, self._audience, self.private = series, audience, audience != Visibility.PUBLIC
        self.name, self.title, self.page = f"series-{series.slug}", series.name, series.get_absolute_url()

    def table(self):
        return SeriesTable(self._series, self.base, self._audience)

    def question(self):
        return {"series": self._series.slug}


class SeriesTable(Table):
    """One row for each meeting, and one for each number without a meeting."""

    columns = COLUMNS

    def __init__(self, series, base, audience):
        self._series, self._base, self._audience = series, base, audience

    def records(self):
        for item in row_with_hosts(self._series, self._audience).items:
            if isinstance(item, Gap):
                yield from (_record(number=number, status=NOT_RECORDED) for number in item.numbers)
            else:
                yield self._meeting(item)

    def head(self):
        return {"series": self._series.slug, "name": self._series.name}

    def _meeting(self, meeting):
        return _record(
            number=meeting.ordinal, title=meeting.title, first_day=str(meeting.date or ""),
            last_day=str(meeting.end_date or ""), city=meeting.city,
            country=meeting.place.name if meeting.place else "", hosts="; ".join(hosts_of(meeting, self._audience)),
            status=meeting.event_status, page=f"{self._base}/e/{meeting.public_id}/",
        )  # fmt: skip


def _record(**values):
    return {column.name: None if column.name == "number" else "" for column in COLUMNS} | values
