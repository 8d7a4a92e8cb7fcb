"""Files are read by other programs (pandas, DuckDB, parsers of BibTeX and RIS) as they were written."""

import csv
import io
import json
import re

import bibtexparser
import duckdb
import frictionless
import pandas
import pytest
import rispy

from baliportal.catalogue.models import Entry
from baliportal.exports.formats.citations import bibtex, csl, ris
from legislation.models import Law

pytestmark = pytest.mark.django_db
FILES = ["/search.csv", "/legislation.csv?country=MY", "/resources.csv?q=trafficking", "/reports/treaty-status.csv",
         "/reports/who-has-what.csv", "/reports/members.csv"]  # fmt: skip
AWKWARD = [
    "Undang-Undang {Imigrasi} 50% & more_#1 ~ ^ \\ $",
    "การค้ามนุษย์ “ใหม่”",
    "قانون مكافحة الاتجار",
    "=HYPERLINK(1)\nTwo lines; a | bar",
]


@pytest.fixture
def saved(vera, tmp_path, starter_index):
    """Function that saves the file at an address with its manifest beside it, and returns its path."""

    def save(address):
        path, _, query = address.partition("?")
        manifest = vera.get(f"{path}.manifest.json?{query}").json()
        file = tmp_path / manifest["resources"][0]["path"]
        file.write_bytes(vera.get(address).getvalue())
        (tmp_path / "datapackage.json").write_text(json.dumps(manifest))
        return file

    return save


@pytest.fixture
def awkward(db, starter_index):
    return [
        Law.objects.create(title=title, original_title=title, type="act", number=title, status="published")
        for title in AWKWARD
    ]


@pytest.mark.parametrize("address", FILES)
def test_tables_are_the_same_to_python_pandas_and_duckdb(saved, awkward, address):
    file = saved(address)
    head, *rows = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
    by_pandas = pandas.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig", lineterminator=None)
    assert by_pandas.columns.tolist() == head
    assert by_pandas.values.tolist() == rows
    by_duckdb = duckdb.sql(
        f"select * from read_csv('{file}', all_varchar=true, header=true, quote='\"', escape='\"', delim=',')"
    )
    assert by_duckdb.columns == head
    assert [[cell or "" for cell in row] for row in by_duckdb.fetchall()] == rows


@pytest.mark.parametrize("address", FILES)
def test_the_file_is_valid_against_its_manifest(saved, awkward, address):
    package = saved(address).parent / "datapackage.json"
    report = frictionless.validate(str(package))
    assert report.valid, report.to_summary()


def test_bibtex_is_read_by_a_parser_of_bibtex(vera, awkward):
    text = vera.get("/legislation.bib").getvalue().decode()
    entries = {entry["ID"]: entry for entry in bibtexparser.loads(text).entries}
    assert set(entries) == set(Entry.objects.published().filter(kind="law").values_list("public_id", flat=True))
    for law in awkward:
        assert _unescaped(entries[law.public_id]["title"]) == " ".join(law.title.split())


def _unescaped(text):
    """The text that LaTeX prints."""
    named = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}
    return re.sub(r"\\text\w+\{\}|\\(.)", lambda sign: sign[1] or named[sign[0]], text)


def test_ris_is_read_by_a_parser_of_ris(vera, awkward):
    text = vera.get("/legislation.ris").getvalue().decode()
    references = {reference["id"]: reference for reference in rispy.loads(text)}
    assert set(references) == set(Entry.objects.published().filter(kind="law").values_list("public_id", flat=True))
    for law in awkward:
        assert references[law.public_id]["title"] == " ".join(law.title.split())


def test_csl_json_has_every_record_once_with_the_known_parts_of_its_date(vera, starter_index):
    items = json.loads(vera.get("/search.csl.json").getvalue())
    by_id = {item["id"]: item for item in items}
    assert len(items) == len(by_id) == Entry.objects.published().count()
    for entry in Entry.objects.published():
        parts = by_id[entry.public_id].get("issued", {}).get("date-parts", [[]])[0]
        assert parts == ([int(part) for part in str(entry.date).split("-")] if entry.date else [])


@pytest.mark.parametrize("writer", [bibtex, ris])
def test_bibtex_and_ris_of_no_records_are_empty(writer):
    assert b"".join(writer.write([])) == b""


def test_csl_json_of_no_records_is_an_empty_list():
    assert json.loads(b"".join(csl.write([]))) == []


def test_a_report_has_no_citations(vera):
    assert vera.get("/reports/members.bib").status_code == 404
