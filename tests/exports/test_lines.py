"""The lines that a database writes are the very bytes that would be written of the records."""

import itertools
import random
import sys

import pytest
from django.db import connection

from baliportal.catalogue import journal
from baliportal.catalogue.db.consistent_read import export_snapshot, snapshot
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, move
from baliportal.exports.delivery.options import NO_OPTIONS, ExportOptions
from baliportal.exports.formats import csv_format, formulas
from baliportal.exports.sql import pg_copy
from baliportal.exports.sql.csv_from_db import CsvLines
from baliportal.list_export import ListTable
from legislation.models import Agreement, Law
from members.models import Organisation

pytestmark = pytest.mark.django_db
KINDS = [kind.name for kind in all_kinds()]
SIGNS = "=+-@＝＋－＠"
AWKWARD = [
    *SIGNS, *(f"{before}{sign}1" for sign in "=＠-" for before in ("'", "''", " ", "' ", "\u00a0", "\u2003'", "\x1c")),
    "\t", "\r\n=1", "a\r\nb\rc\nd", '"', ',"', ";", "\\.", "\\N", "ไทย, ລາວ", "'a", "'\n", "e\u0301, \U0001f600", "NULL",
]  # fmt: skip


def of_records(table, choices):
    records = choices.arranged(table.records())
    return b"".join(csv_format.write(choices.chosen(table.columns), records, choices.delimiter, choices.bom))


def of_the_database(table, choices):
    head = csv_format.head(choices.chosen(table.columns), choices.delimiter, choices.bom)
    return head + b"".join(lines for _, lines in table.lines())


class TheseTable(ListTable):
    """The entries with these keys."""

    def __init__(self, base, kind, pks, choices=NO_OPTIONS):
        super().__init__(base, kind, choices)
        self._pks = list(pks)

    def pks(self):
        return self._pks


def both(kind, pks, choices):
    table = TheseTable("https://portal.example", kind, pks, choices)
    return of_the_database(table, choices), of_records(table, choices)


def shuffled(kind=""):
    entries = Entry.objects.filter(kind=kind) if kind else Entry.objects.all()
    pks = list(entries.values_list("pk", flat=True))
    random.Random(7).shuffle(pks)
    return pks


@pytest.mark.parametrize(
    "choices", [ExportOptions(), ExportOptions(columns=("title", "id"), delimiter="\t", bom=False)], ids=str
)
@pytest.mark.parametrize("kind", [*KINDS, ""])
def test_of_the_starter_content(kind, choices):
    theirs, ours = both(kind, shuffled(kind), choices)
    assert theirs == ours
    assert theirs.count(b"\r\n") > 2


COLUMNS = [("title",), ("doubt",), ("doubt", "number"), ("page", "doubt", "countries")]


def test_of_awkward_texts(record):
    laws = [record(f"Law {n}", number="670", summary="s") for n, _ in enumerate(AWKWARD)]
    for law, text in zip(laws, AWKWARD, strict=True):
        Law.objects.filter(pk=law.pk).update(title=text, doubt=text, status=Status.PUBLISHED)
    for columns, delimiter in itertools.product(COLUMNS, [",", ";", "\t"]):
        theirs, ours = both("law", [law.pk for law in laws], ExportOptions(columns=columns, delimiter=delimiter))
        assert theirs == ours, (columns, delimiter)


def test_what_is_not_published_is_in_no_line_and_in_no_cell(record):
    hidden = record("A hidden organisation", model=Organisation)
    open_one = record("An open one", model=Organisation, status=Status.PUBLISHED)
    agreement = record("An agreement", "FJ TO", model=Agreement)
    with journal.recording():
        agreement.party_organisations.set([hidden, open_one])
    move(agreement, to=Status.PUBLISHED, by=journal.SYSTEM)
    draft = record("A draft", model=Agreement)
    theirs, ours = both(
        "agreement", [draft.pk, agreement.pk], ExportOptions(columns=("title", "party_organisations", "countries"))
    )
    assert theirs == ours
    assert theirs.decode("utf-8-sig").splitlines()[1:] == [f"An agreement,{open_one.slug},FJ;TO"]


def test_how_many_lines_there_are_is_told(record):
    laws = [record(f"Law {n}", status=Status.PUBLISHED) for n in range(3)] + [record("A draft")]
    table = TheseTable("", "law", [law.pk for law in laws])
    assert [rows for rows, _ in table.lines()] == [3]


@pytest.mark.parametrize("first", [1, 5, 400])
def test_of_a_few_at_a_time(monkeypatch, first):
    monkeypatch.setattr(pg_copy, "FIRST", first)
    monkeypatch.setattr(pg_copy, "MOST", 3 * first)
    monkeypatch.setattr(pg_copy, "LINES", 7)
    theirs, ours = both("", shuffled(), ExportOptions(columns=("title", "countries", "topics")))
    assert theirs == ours


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's states are not shared")
@pytest.mark.django_db(transaction=True)
def test_of_several_connections(monkeypatch, record):
    """Only outside a test's own transaction may others see what it sees."""
    laws = [record(f"Law {n}\nof {n % 7}", "FJ TO", status=Status.PUBLISHED) for n in range(60)]
    pks = [law.pk for law in laws[::-1]]
    monkeypatch.setattr(pg_copy, "FIRST", 5)
    monkeypatch.setattr(pg_copy, "MOST", 11)
    monkeypatch.setattr(pg_copy, "LINES", 2)
    with snapshot():
        assert export_snapshot()
        theirs, ours = both("law", pks, ExportOptions(columns=("title", "countries", "id")))
    assert theirs == ours
    assert theirs.count(b"\r\n") == 61


def test_postgresql_writes_plain_columns_itself():
    form = next(kind for kind in all_kinds() if kind.name == "law")
    plain = [form.field(name) for name in ("title", "number", "date", "countries", "topics", "verified_on")]
    assert CsvLines(form, plain, ",", {})._copies == (connection.vendor == "postgresql")
    assert not CsvLines(form, [*plain, form.field("relations")], ",", {})._copies


def test_blanks_are_those_that_python_knows():
    assert set(formulas._BLANKS) == {c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()}
