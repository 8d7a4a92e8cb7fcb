"""Tables of entries for exports: records from plain database rows, results as a page shows them, citations."""

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat

from baliportal.catalogue.db.array_lookup import in_array
from baliportal.catalogue.db.chunks import batched
from baliportal.catalogue.kinds import RecordSchema, all_kinds, named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.bulk_reader import BulkReader
from baliportal.catalogue.schema.entry_fields import entry_fields
from baliportal.catalogue.schema.records import SchemaField, to_record, with_relations
from baliportal.catalogue.schema.scalars import Text
from baliportal.exports.delivery.options import NO_OPTIONS
from baliportal.exports.formats.citations import csl
from baliportal.exports.formats.table import Table
from baliportal.exports.report import PAGE
from baliportal.exports.sql.csv_from_db import CsvLines
from baliportal.quality.not_recorded import NOT_RECORDED, fields_read, not_recorded, not_recorded_expression
from baliportal.search.results.result import Result
from baliportal.search.results.snippets import text_of

BATCH, ROWS = 200, 1_000  # model instances and plain rows held in memory at a time
KIND = SchemaField("kind", "Kind", Text(), "Which kind of record it is.", "law")
PAGE_HITS = SchemaField(
    "page_hits", "Pages of files", Text(), "The pages of its files that have the sought words, with their addresses.",
    "Handbook, page 12: https://portal.example/files/9f86d081…/text/?page=12",
)  # fmt: skip
ENTRIES = RecordSchema("entry", "record", "records", Entry, entry_fields())  # the fields that records of all kinds have


class ListTable(Table):
    """Base class: published entries in the order of `pks`, of one kind or, where `kind` names none, of all.

    `choices` are the export options, the wanted columns among them. Entries and their values are those that `audience`
    may see.
    """

    def __init__(self, base, kind, choices=NO_OPTIONS, audience=Visibility.PUBLIC):
        self._form = named(kind) if kind in {each.name for each in all_kinds()} else ENTRIES
        fields = (column for column in self._form.fields if column.visible_to(audience))
        self.columns = [KIND, PAGE, *fields, NOT_RECORDED]
        self._base, self._choices, self._audience = base, choices, audience

    def pks(self):
        """The primary keys, in bounded memory."""
        raise NotImplementedError

    def terms(self):
        """The words to mark in snippets."""
        return []

    def records(self):
        """The chosen columns of every record, as far as the audience may see them."""
        wanted = {column.name for column in self._choices.required_columns(self.columns)}
        for rows in batched(self._bare(wanted), BATCH):
            hits = self.page_hits([entry.public_id for entry, _ in rows]) if PAGE_HITS.name in wanted else {}
            for entry, columns in rows:
                record = {column.name: column.read(entry, self._audience) for column in columns}
                in_words = self._in_words(hits.get(entry.public_id, ()))
                missing = not_recorded(entry.kind, record) if NOT_RECORDED.name in wanted else []
                yield record | {"kind": entry.kind, "page": self._page(entry), PAGE_HITS.name: in_words,
                                NOT_RECORDED.name: missing}  # fmt: skip

    def _in_words(self, hits):
        return "; ".join(f"{hit.file}, page {hit.number}: {hit.url_from(self._base)}" for hit in hits)

    def csv_chunks(self):
        if self._choices.per or PAGE_HITS in self._choices.select_columns(self.columns):
            return None  # SQL makes no row for each value, and knows no pages
        page = Concat(Value(f"{self._base}/e/"), "public_id", Value("/"), output_field=TextField())
        missing = not_recorded_expression(self._form.name, self._audience)
        cells = {KIND.name: F("kind"), PAGE.name: page, NOT_RECORDED.name: missing}
        columns = self._choices.select_columns(self.columns)
        return CsvLines(self._form, columns, self._choices.delimiter, cells, self._audience).chunks(self.pks())

    def citations(self):
        for entry in self._models():
            yield csl.item(entry, to_record(entry, self._audience), self._page(entry))

    def calendar_entries(self):
        """The dated entries, with links to their documents."""
        calendar = self._form.calendar
        for entries in batched(self._models(), BATCH):
            made = calendar.entries(list(entries), self._audience, whole=True)
            yield from (entry.at(self._base) for entry in made if entry.start)

    def results(self):
        """The values that a result page shows of each entry, and its whole record."""
        for entries in batched(self._models(), BATCH):
            pages = self.page_hits([entry.public_id for entry in entries])
            for entry in entries:
                yield self._result(entry, pages.get(entry.public_id, ()))

    def page_hits(self, public_ids):
        """The pages of files that have the sought words, by the id of their entry; none by default."""
        return {}

    def _result(self, entry, pages):
        result, record = Result(entry, self.terms()), to_record(entry, self._audience)
        return {
            "id": entry.public_id,
            "kind": entry.kind,
            "title": entry.title,
            "url": f"{self._base}{result.url}",
            "summary": entry.summary,
            "snippet": text_of(result.snippet),
            "pages": [{"file": p.file, "page": p.number, "snippet": text_of(p.snippet), "url": p.url_from(self._base),
                       "held_for_search": p.is_held} for p in pages],
            "not_recorded": not_recorded(entry.kind, record),
            "record": record,
        }  # fmt: skip

    def _page(self, entry):
        return f"{self._base}/e/{entry.public_id}/"

    def _bare(self, wanted):
        """Each entry's bare row with the columns of its kind that are wanted."""
        columns = {kind.name: _columns_of(kind, wanted) for kind in all_kinds()}
        readers = {kind.name: BulkReader(kind, columns[kind.name]) for kind in all_kinds()}
        for row in self._in_order(ROWS, lambda kind, keys: readers[kind].read(keys)):
            yield row, columns[row.kind]

    def _models(self):
        return self._in_order(BATCH, lambda kind, keys: with_relations(named(kind)).filter(pk__in=keys))

    def _in_order(self, size, read):
        """The rows of `read(kind, keys)` in the order of `pks`, `size` keys at a time, without unpublished ones."""
        published = Entry.objects.published(self._audience)
        for batch in batched(self.pks(), size):
            kinds = {}
            for pk, kind in published.filter(pk__in=in_array(batch)).values_list("pk", "kind"):
                kinds.setdefault(kind, []).append(pk)
            entries = {entry.pk: entry for kind, keys in kinds.items() for entry in read(kind, keys)}
            yield from (entries[pk] for pk in batch if pk in entries)


def _columns_of(kind, wanted):
    """The fields of a kind that are wanted, and those that tell what is not recorded, where that is wanted."""
    names = wanted | fields_read(kind.name) if NOT_RECORDED.name in wanted else wanted
    return [each for each in kind.fields if each.name in names]
