"""The export of one record: as it is today, as of a day, or as the portal said it on a day."""

from functools import cached_property

from baliportal.catalogue.journal.known import entry_known
from baliportal.catalogue.kinds import named
from baliportal.catalogue.page_question import TODAY
from baliportal.catalogue.record_page import RecordPage
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField, to_record
from baliportal.catalogue.schema.scalars import Day, Text
from baliportal.catalogue.statuses import Visibility
from baliportal.exports.delivery.export import Export
from baliportal.exports.delivery.options import ExportOptions
from baliportal.exports.formats.citations import csl
from baliportal.exports.formats.registry import formats_of
from baliportal.quality.not_recorded import NOT_RECORDED, not_recorded

from .list_export import KIND, PAGE, ListTable

#: Columns of a file of another day, before those of the record.
DAY_COLUMNS = (
    SchemaField("as_of", "As of", Day(), "The day in the life of the subject that was asked for.", "2015-06-01"),
    SchemaField("known", "Known on", Day(), "The day of this portal that was asked for.", "2026-11-28"),
    SchemaField("state_as_of", "State on that day", Text(), "The state of affairs on that day as far as dates tell.",
                "In force"),
)  # fmt: skip
#: Dates of nested rows by which those that surely came later than a day are left out.
ROW_DATES = ("date", "since")


class RecordExport(Export):
    """One published entry as an audience may see it, on the days of a question."""

    def __init__(self, entry, suffix, base, query, audience=Visibility.PUBLIC, question=TODAY):
        super().__init__(suffix, base, ExportOptions.read(query))
        self._audience, self.private = audience, audience != Visibility.PUBLIC
        self._entry, self._question, self.formats = entry, question, formats_of(named(entry.kind))
        self.name, self.title, self.page = entry.slug, entry.title, entry.get_absolute_url()
        self.pairs = question.pairs
        self.words = [f"{name} {day}" for name, day in question.pairs]

    def table(self):
        if not self._question.is_of_another_day:
            return RecordTable(self._entry, self.base, self.options, self._audience)
        return DayTable(self._entry, self.base, self.options, self._audience, self._question)

    def question(self):
        days = self._question.days_in_words
        return {"record": self._entry.public_id} | ({"days": days} if days else {})


class RecordTable(ListTable):
    """One entry as a table of one row."""

    def __init__(self, entry, base, choices, audience):
        super().__init__(base, entry.kind, choices, audience)
        self._entry = entry

    def pks(self):
        return [self._entry.pk]

    def head(self):
        return {"total": 1}


class DayTable(RecordTable):
    """One entry on the days of a question: its record of that day, and the state of affairs in words.

    Nested rows that surely came later than the day asked for are left out.
    """

    def __init__(self, entry, base, choices, audience, question):
        super().__init__(entry, base, choices, audience)
        self._question = question
        self.columns = [KIND, PAGE, *DAY_COLUMNS, *self.columns[2:]]

    @cached_property
    def _shown(self):
        """The entry as it was known, whose relations are prefetched."""
        return entry_known(self._entry, self._question.known, self._audience) if self._question.known else self._entry

    @cached_property
    def _days(self):
        """The values of the columns of the day."""
        page = RecordPage(self._shown, base=self._base, audience=self._audience, question=self._question)
        days = {name: str(getattr(self._question, name) or "") for name in ("as_of", "known")}
        return days | {"state_as_of": page.kind.state_on(page) if self._question.as_of else ""}

    @cached_property
    def _record(self):
        record, day = to_record(self._shown, self._audience), self._question.as_of
        return _until(named(self._shown.kind), record, day) if day else record

    def head(self):
        return super().head() | {"days": self._question.days_in_words}

    def records(self):
        missing = not_recorded(self._shown.kind, self._record)
        about = {"kind": self._shown.kind, "page": self._page(self._shown), NOT_RECORDED.name: missing}
        yield self._record | self._days | about

    def results(self):
        yield self._result(self._shown, ()) | self._days | {"record": self._record}

    def citations(self):
        yield csl.item(self._shown, self._record, self._page(self._shown))

    def csv_chunks(self):
        return None  # the database has the record of today

    def _page(self, entry):
        return f"{super()._page(entry)}{self._question.query}"


def _until(schema, record, day):
    """Return a record without nested rows that surely came later than a day: a partial date sorts before its days."""
    last = day.isoformat()
    dated = {
        field.name: name
        for field in schema.fields
        if isinstance(field.type, NestedRows)
        for name in ROW_DATES
        if name in {inner.name for inner in field.type.fields}
    }
    return record | {field: [row for row in record[field] if row[name] <= last] for field, name in dated.items()}
