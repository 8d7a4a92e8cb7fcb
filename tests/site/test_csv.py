"""A CSV file reads back to exactly what was written, opens in a spreadsheet as text, and runs nothing."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, Date, Number, Text, YesNo
from baliportal.exports.formats import csv_format
from baliportal.exports.formats.formulas import neutralise, restore

from ..catalogue.strategies import partial_dates, texts
from ..sampling import EXHAUSTIVE, sample
from . import addresses
from .neighbours import MODELS

# First characters of a formula for a spreadsheet, also behind blanks and in their full-width forms.
STARTS = tuple("=+-@\t\r＝＋－＠")
FORMULAS = [f"{before}{start}1+1" for start in STARTS for before in ("", " ", "'", "''", "\n", "\u00a0", "' ")]
COLUMNS = (
    SchemaField("text", "Text", Text(), "Any text."),
    SchemaField("=1+1", "Formula", Text(), "A column with an awkward name."),
    SchemaField("choice", "Choice", Choice(choices=(("-a", "A"), ("b", "B"))), "One of two."),
    SchemaField("date", "Date", Date(), "A date."),
    SchemaField("number", "Number", Number(), "A number."),
    SchemaField("answer", "Answer", YesNo(), "Yes, no, not known."),
    SchemaField(
        "rows",
        "Rows",
        NestedRows(fields=(SchemaField("a", "A", Text(), ""), SchemaField("b", "B", Number(), ""))),
        "Rows.",
    ),
)
ANY_TEXT = texts(max_size=80) | st.sampled_from(FORMULAS)
STORED_TEXT = ANY_TEXT.map(Text().clean)  # as the database has it: newlines are the only line ends
ANY_ROW = st.fixed_dictionaries({"a": STORED_TEXT.filter(bool), "b": st.none() | st.integers(0, 10**9 - 1)})
RECORDS = st.fixed_dictionaries({
    "text": STORED_TEXT,
    "=1+1": STORED_TEXT,
    "choice": st.sampled_from(["", "-a", "b"]),
    "date": st.just("") | partial_dates().map(str),
    "number": st.none() | st.integers(0, 10**9 - 1),
    "answer": st.sampled_from([True, False, None]),
    "rows": st.lists(ANY_ROW, max_size=3).map(COLUMNS[-1].type.clean),
})  # fmt: skip
AN_EMPTY_RECORD = {"text": "", "=1+1": "", "choice": "", "date": "", "number": None, "answer": None, "rows": []}


def written(columns, records):
    return b"".join(csv_format.write(columns, records))


def opened(content):
    """The cells as a program that knows nothing but CSV reads them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def runs(cell):
    return cell.lstrip().startswith(STARTS) or cell.startswith(("\t", "\r", "\n"))


CELLS = st.none() | texts(max_size=8) | st.text(alphabet='a",;\t\r\n ', max_size=5)


@given(rows=st.lists(st.lists(CELLS, max_size=4), max_size=4), delimiter=st.sampled_from(",;\t"))
@example(rows=[[""], [None], []], delimiter=",")
@example(rows=[["", ""], ["", None, ""]], delimiter=";")
def test_lines_are_as_pythons_own_writer_writes_them(rows, delimiter):
    page = io.StringIO()
    csv.writer(page, delimiter=delimiter).writerows(rows)
    assert csv_format.encode_rows(rows, delimiter) == page.getvalue().encode()


@given(st.lists(RECORDS, max_size=5))
@example([AN_EMPTY_RECORD | {"text": "x" * 200_000}])
@example([AN_EMPTY_RECORD] * (csv_format.BATCH + 1))
def test_reading_gives_back_the_records_that_were_written(records):
    content = written(COLUMNS, records).decode("utf-8-sig")
    assert list(csv_format.read(COLUMNS, io.StringIO(content, newline=""))) == records


@given(st.lists(RECORDS, max_size=5))
def test_no_cell_can_run(records):
    assert [cell for row in opened(written(COLUMNS, records)) for cell in row if runs(cell)] == []


@given(ANY_TEXT)
@example("'=")
@example("''+")
@example("'tis no formula")
def test_an_escaped_text_is_restored_exactly_and_another_is_left_alone(text):
    assert restore(neutralise(text)) == text
    assert neutralise(text) in (text, f"'{text}")


@given(ANY_TEXT, ANY_TEXT)
def test_no_two_texts_become_the_same_cell(one, other):
    assert (neutralise(one) == neutralise(other)) == (one == other)


def test_the_bytes_of_a_file_do_not_change_between_versions():
    columns = COLUMNS[0], COLUMNS[4], COLUMNS[5]
    records = [
        {"text": 'Ratu "Sukuna", Fiji', "number": 3, "answer": True},
        {"text": "", "number": None, "answer": None},
    ]
    assert written(columns, records) == (b'\xef\xbb\xbftext,number,answer\r\n"Ratu ""Sukuna"", Fiji",3,yes\r\n,,\r\n')


@pytest.mark.sampled
@pytest.mark.django_db
def test_no_file_of_the_portal_has_a_cell_that_can_run(vera, empty_portal):
    for kind, model in MODELS.items():
        for number, formula in enumerate(FORMULAS[::3]):
            model.objects.create(slug=f"{kind}-{number}", status=Status.PUBLISHED, **_all_texts(model, formula, number))
    every = (*addresses.LIST_FILES, *addresses.REPORT_FILES)
    files = sample([address for address in every if address.endswith(".csv")], one_in=2)
    tables = {address: opened(vera.get(address).getvalue()) for address in files}
    assert [(address, cell) for address, table in tables.items() for row in table for cell in row if runs(cell)] == []
    assert sum(cell.endswith("1+1") for table in tables.values() for row in table for cell in row) > len(FORMULAS) * (
        30 if EXHAUSTIVE else 15
    )


def _all_texts(model, text, number):
    """A value for every field of a model that takes free text."""
    free = [f for f in model._meta.fields if f.get_internal_type() in ("CharField", "TextField") and not f.choices]
    named = [f.name for f in free if f.max_length is None or f.max_length > 30]
    fields = dict.fromkeys(set(named) - {"type", "kind"}, text)
    return fields | ({"country": Country.objects.all()[number]} if model is MODELS["member"] else {})
