"""CSV lines made by the database are, byte for byte, those that Python writes of the records."""

import itertools
import random
import sys

import pytest
from django.db import connection

from baliportal.catalogue import journal
from baliportal.catalogue.db.consistent_read import export_snapshot, snapshot
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, Visibility, move
from baliportal.exports.delivery.options import NO_OPTIONS, ExportOptions
from baliportal.exports.formats import csv_format, formulas
from baliportal.exports.sql import pg_copy
from baliportal.exports.sql.csv_from_db import CsvLines
from baliportal.list_export import ListTable
from legislation.models import Agreement, Law
from members.models import Organisation

from ..files.storing import file_of

pytestmark = pytest.mark.django_db
KINDS = [kind.name for kind in all_kinds()]
SIGNS = "=+-@＝＋－＠"
AWKWARD = [
    *SIGNS, *(f"{before}{sign}1" for sign in "=＠-" for before in ("'", "''", " ", "' ", "\u00a0", "\u2003'", "\x1c")),
    "\t", "\r\n=1", "a\r\nb\rc\nd", '"', ',"', ";", "\\.", "\\N", "ไทย, ລາວ", "'a", "'\n", "e\u0301, \U0001f600", "NULL",
]  # fmt: skip


def csv_of_records(table, options):
    records = options.one_row_per_value(table.records())
    return b"".join(csv_format.write(options.select_columns(table.columns), records, options.delimiter, options.bom))


def csv_of_database(table, options):
    header = csv_format.header_line(options.select_columns(table.columns), options.delimiter, options.bom)
    return header + b"".join(lines for _, lines in table.csv_chunks())


class FixedTable(ListTable):
    """A list of the entries with the given keys."""

    def __init__(self, base, kind, pks, options=NO_OPTIONS, audience=Visibility.PUBLIC):
        super().__init__(base, kind, options, audience)
        self._pks = list(pks)

    def pks(self):
        return self._pks


def both_ways(kind, pks, options, audience=Visibility.PUBLIC):
    table = FixedTable("https://portal.example", kind, pks, options, audience)
    return csv_of_database(table, options), csv_of_records(table, options)


def shuffled_pks(kind=""):
    entries = Entry.objects.filter(kind=kind) if kind else Entry.objects.all()
    pks = list(entries.values_list("pk", flat=True))
    random.Random(7).shuffle(pks)
    return pks


@pytest.mark.parametrize(
    "options", [ExportOptions(), ExportOptions(columns=("title", "id"), delimiter="\t", bom=False)], ids=str
)
@pytest.mark.parametrize("kind", [*KINDS, ""])
def test_every_kind_of_the_starter_content_is_the_same_both_ways(kind, options):
    by_database, by_python = both_ways(kind, shuffled_pks(kind), options)
    assert by_database == by_python
    assert by_database.count(b"\r\n") > 2


COLUMNS = [("title",), ("doubt",), ("doubt", "number"), ("page", "doubt", "countries")]


def test_formulas_quotes_line_ends_and_escapes_are_the_same_both_ways(record):
    laws = [record(f"Law {n}", number="670", summary="s") for n, _ in enumerate(AWKWARD)]
    for law, text in zip(laws, AWKWARD, strict=True):
        Law.objects.filter(pk=law.pk).update(title=text, doubt=text, status=Status.PUBLISHED)
    for columns, delimiter in itertools.product(COLUMNS, [",", ";", "\t"]):
        by_database, by_python = both_ways(
            "law", [law.pk for law in laws], ExportOptions(columns=columns, delimiter=delimiter)
        )
        assert by_database == by_python, (columns, delimiter)


def test_an_unpublished_entry_is_in_no_line_and_in_no_cell(record):
    hidden = record("A hidden organisation", model=Organisation)
    open_one = record("An open one", model=Organisation, status=Status.PUBLISHED)
    agreement = record("An agreement", "FJ TO", model=Agreement)
    with journal.recording():
        agreement.party_organisations.set([hidden, open_one])
    move(agreement, to=Status.PUBLISHED, by=journal.SYSTEM)
    draft = record("A draft", model=Agreement)
    by_database, by_python = both_ways(
        "agreement", [draft.pk, agreement.pk], ExportOptions(columns=("title", "party_organisations", "countries"))
    )
    assert by_database == by_python
    assert by_database.decode("utf-8-sig").splitlines()[1:] == [f"An agreement,{open_one.slug},FJ;TO"]


@pytest.mark.parametrize(
    ("audience", "levels"),
    [
        ("public", ["public"]),
        ("officials", ["officials", "public"]),
        ("secretariat", ["officials", "public", "secretariat"]),
    ],
)
def test_each_audience_gets_the_entries_cells_and_files_that_it_may_see(record, audience, levels):
    """By COPY on PostgreSQL where the columns allow it; files are read in Python on every database."""
    entries = {"organisation": [], "agreement": [], "law": []}
    for level in Visibility.values:
        for kind, model in (("organisation", Organisation), ("agreement", Agreement), ("law", Law)):
            entry = record(f"{kind} {level}", "FJ", model=model, status=Status.PUBLISHED, visibility=level)
            entries[kind].append(entry)
        file_of(entries["law"][0], level.encode(), name=f"{level}.txt", visibility=level)
    slugs = sorted(f"organisation-{level}" for level in levels)
    with journal.recording():
        for agreement in entries["agreement"]:
            agreement.party_organisations.set(entries["organisation"])
    options = ExportOptions(columns=("title", "party_organisations"))
    by_database, by_python = both_ways("agreement", [each.pk for each in entries["agreement"]], options, audience)
    assert by_database == by_python
    rows = sorted(by_database.decode("utf-8-sig").splitlines()[1:])
    assert rows == [f"agreement {level},{';'.join(slugs)}" for level in levels]
    options = ExportOptions(columns=("title", "files"))
    by_database, by_python = both_ways("law", [each.pk for each in entries["law"]], options, audience)
    assert by_database == by_python
    names = {name for name in Visibility.values if f"{name}.txt" in by_database.decode()}
    assert (sorted(names), by_database.count(b"law ")) == (levels, len(levels))


def test_each_chunk_says_how_many_rows_it_has(record):
    laws = [record(f"Law {n}", status=Status.PUBLISHED) for n in range(3)] + [record("A draft")]
    table = FixedTable("", "law", [law.pk for law in laws])
    assert [rows for rows, _ in table.csv_chunks()] == [3]


@pytest.mark.parametrize("first", [1, 5, 400])
def test_batches_of_any_size_give_the_same_lines(monkeypatch, first):
    monkeypatch.setattr(pg_copy, "FIRST_BATCH", first)
    monkeypatch.setattr(pg_copy, "LATER_BATCH", 3 * first)
    monkeypatch.setattr(pg_copy, "LINES", 7)
    by_database, by_python = both_ways("", shuffled_pks(), ExportOptions(columns=("title", "countries", "topics")))
    assert by_database == by_python


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's states are not shared")
@pytest.mark.django_db(transaction=True)
def test_batches_read_by_several_connections_give_the_same_lines(monkeypatch, record):
    """A transactional test, as other connections cannot see the rows of an open transaction."""
    laws = [record(f"Law {n}\nof {n % 7}", "FJ TO", status=Status.PUBLISHED) for n in range(60)]
    pks = [law.pk for law in laws[::-1]]
    monkeypatch.setattr(pg_copy, "FIRST_BATCH", 5)
    monkeypatch.setattr(pg_copy, "LATER_BATCH", 11)
    monkeypatch.setattr(pg_copy, "LINES", 2)
    with snapshot():
        assert export_snapshot()
        by_database, by_python = both_ways("law", pks, ExportOptions(columns=("title", "countries", "id")))
    assert by_database == by_python
    assert by_database.count(b"\r\n") == 61


def test_postgresql_writes_plain_columns_itself():
    form = next(kind for kind in all_kinds() if kind.name == "law")
    plain = [form.field(name) for name in ("title", "number", "date", "countries", "topics", "verified_on")]
    assert CsvLines(form, plain, ",", {})._uses_copy == (connection.vendor == "postgresql")
    assert not CsvLines(form, [*plain, form.field("relations")], ",", {})._uses_copy


def test_the_blanks_before_a_formula_are_all_that_python_strips():
    assert set(formulas._BLANKS) == {c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()}
