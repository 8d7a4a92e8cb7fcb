"""A file is whole, of one state, told of exactly, and what breaks off never looks whole."""

import csv
import hashlib
import io
import json
import threading

import pytest

from baliportal.catalogue.models import Entry, JournalHead
from baliportal.catalogue.publishing import Status
from baliportal.exports.delivery import streaming_file
from baliportal.exports.delivery.export_cache import ExportCache
from baliportal.exports.delivery.streaming_file import BrokenOff, StreamingFile
from baliportal.reports.registry import REPORTS

pytestmark = pytest.mark.django_db
LISTS = ["/search", "/legislation", "/resources", "/members", "/reports/meetings-register", "/reports/who-has-what"]


def told_of(vera, address):
    response = vera.get(address)
    assert response.status_code == 200, response.content
    return response.json()


def cells(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl"])
def test_the_manifest_tells_of_the_very_bytes(vera, starter_index, path, suffix):
    content = vera.get(f"{path}.{suffix}?country=MY").getvalue()
    told = told_of(vera, f"{path}.{suffix}.manifest.json?country=MY")
    [resource] = told["resources"]
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource["bytes"] == len(content)
    assert told["journal"] == JournalHead.public()


@pytest.mark.parametrize("path", LISTS)
def test_rows_and_columns_are_those_of_the_file(vera, starter_index, path):
    head, *rows = cells(vera.get(f"{path}.csv").getvalue())
    [resource] = told_of(vera, f"{path}.manifest.json")["resources"]
    assert resource["rows"] == len(rows)
    assert [field["name"] for field in resource["schema"]["fields"]] == head


def test_a_file_asked_for_again_is_not_made_again(vera, starter_index, monkeypatch):
    first = vera.get("/legislation.csv").getvalue()
    monkeypatch.setattr("baliportal.exports.delivery.responses.StreamingFile", None)
    again = vera.get("/legislation.csv")
    assert again.getvalue() == first
    assert int(again["Content-Length"]) == len(first)
    assert vera.get("/legislation.csv", headers={"If-None-Match": again["ETag"]}).status_code == 304


def test_a_change_makes_the_file_anew(vera, starter_index, ana):
    first = vera.get("/treaties.csv").getvalue()
    Entry.objects.filter(kind="treaty").first().specific.delete()
    assert len(cells(vera.get("/treaties.csv").getvalue())) == len(cells(first)) - 1


def test_a_head_request_makes_nothing(vera, settings):
    assert "Content-Length" not in vera.head("/legislation.csv?country=PH").headers
    response = vera.head("/legislation.csv")
    assert response.status_code == 200
    assert not settings.EXPORTS_ROOT.exists() or not any(settings.EXPORTS_ROOT.iterdir())


@pytest.mark.parametrize(
    ("path", "suffix"),
    [
        ("/legislation", "csv"),
        ("/legislation", "csl.json"),
        ("/legislation", "xlsx"),
        ("/reports/treaty-status", "csv"),
    ],
)
def test_the_address_in_a_manifest_is_that_of_the_page(vera, starter_index, path, suffix):
    told = told_of(vera, f"{path}.{suffix}.manifest.json?country=MY")
    assert told["homepage"] == f"http://testserver{path}/?country=MY"
    assert vera.get(told["homepage"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("path", ["/legislation", "/reports/legislation-register"])
def test_chosen_columns_are_those_of_json_too(vera, starter_index, path):
    lines = vera.get(f"{path}.jsonl?columns=title,page&country=MY").getvalue().decode().splitlines()
    whole = json.loads(vera.get(f"{path}.json?columns=title,page&country=MY").getvalue())
    assert [json.loads(line) for line in lines] == whole["results"]
    assert {tuple(row) for row in whole["results"]} == {("title", "page")}
    assert [each["name"] for each in whole.get("columns", [])] in ([], ["title", "page"])


def test_the_name_of_a_file_says_what_was_asked_in_any_script(vera, starter_index):
    assert (
        "filename*=utf-8''legislation_%E4%BA%BA%E5%8F%A3_"
        in vera.head("/legislation.csv?q=人口")["Content-Disposition"]
    )
    assert vera.head("/legislation.csv?country=MY")["Content-Disposition"].startswith(
        'attachment; filename="legislation_MY_'
    )


def test_columns_are_those_chosen_in_their_order(vera, starter_index):
    content = vera.get("/legislation.csv?columns=date,title&delimiter=semicolon&bom=no").getvalue()
    assert content.startswith(b"date;title\r\n")


def test_a_column_of_several_values_may_have_a_row_for_each(vera, starter_index):
    joined = cells(vera.get("/legislation.csv?columns=id,topics").getvalue())[1:]
    single = cells(vera.get("/legislation.csv?columns=id,topics&per=topics").getvalue())[1:]
    assert single == [[pk, topic] for pk, topics in joined for topic in topics.split(";")]


@pytest.mark.parametrize("choice", ["columns=titel", "delimiter=pipe", "bom=maybe", "per=title", "per=nothing"])
def test_a_choice_that_makes_no_sense_is_refused_in_words(vera, starter_index, choice):
    for path in ("/legislation.csv", "/reports/meetings-register.csv", "/legislation.manifest.json"):
        response = vera.get(f"{path}?{choice}")
        assert response.status_code == 400
        assert choice.partition("=")[2].encode() in response.content


def test_a_name_nearly_right_is_named(vera, starter_index):
    assert "“title”" in vera.get("/legislation.csv?columns=titel").content.decode()


def test_every_manifest_is_valid_json_with_a_schema(vera, starter_index):
    for report in REPORTS:
        told = told_of(vera, f"/reports/{report.name}.manifest.json")
        assert json.dumps(told)
        assert all(field["title"] for field in told["resources"][0]["schema"]["fields"])


@pytest.mark.parametrize("path", LISTS)
def test_before_the_click_it_is_said_how_many_rows(vera, starter_index, path):
    told = told_of(vera, f"{path}.manifest.json?country=MY")
    page = vera.get(f"/download{path}/?country=MY").content.decode()
    rows = told["resources"][0]["rows"]
    assert f"{rows:,} row" in page
    assert all(field["name"] in page for field in told["resources"][0]["schema"]["fields"])


def test_what_is_not_there_cannot_be_downloaded(vera):
    assert vera.get("/download/nothing/").status_code == 404
    assert vera.get("/download/reports/nothing/").status_code == 404
    assert vera.get("/download/reports/meetings-register/?from_year=x").status_code == 400


# The file as it grows


@pytest.fixture
def spool(tmp_path):
    return ExportCache(tmp_path / "spool")


@pytest.fixture
def beside(monkeypatch):
    """Drafts are written in threads, as they are outside the tests."""
    monkeypatch.setattr(streaming_file, "in_a_thread", lambda act, name: threading.Thread(target=act).start())


def test_what_is_read_is_what_was_written_however_slowly(spool, beside):
    pieces = [bytes([n % 256]) * 70_000 for n in range(40)]
    one = StreamingFile(spool, "k", lambda progress: iter(pieces))
    assert b"".join(one.read()) == b"".join(pieces)
    assert spool.open("k").read() == b"".join(pieces)


def test_what_breaks_off_never_looks_whole(spool, beside):
    def pieces(progress):
        yield b"a,b\r\n"
        raise OSError("the database went away")

    one = StreamingFile(spool, "k", pieces)
    with pytest.raises(BrokenOff):
        b"".join(one.read())
    assert spool.open("k") is None
    assert list(spool.directory.iterdir()) == []


def test_a_reader_who_goes_ends_the_writing(spool, beside):
    gone, ended = threading.Event(), threading.Event()

    def pieces(progress):
        try:
            yield b"x"
            gone.wait(5)
            yield b"x"
            yield b"x"
        finally:
            ended.set()

    reading = StreamingFile(spool, "k", pieces).read()
    next(reading)
    reading.close()
    gone.set()
    assert ended.wait(5)
    assert spool.open("k") is None


@pytest.mark.parametrize("limit", [("MOST_BYTES", 10), ("MOST_FILES", 0)])
def test_the_oldest_files_make_room(spool, beside, monkeypatch, limit):
    monkeypatch.setattr("baliportal.exports.delivery.export_cache.LOOKED", 0)
    monkeypatch.setattr(f"baliportal.exports.delivery.export_cache.{limit[0]}", limit[1])
    for key in "abc":
        for _ in StreamingFile(spool, key, lambda progress: iter([b"12345678"])).read():
            pass
    assert spool.open("c")
    assert spool.open("a") is None


def test_withdrawn_entries_are_in_no_file_made_after(vera, starter_index):
    law = Entry.objects.published().filter(kind="law").first()
    vera.get("/legislation.csv").getvalue()
    Entry.objects.filter(pk=law.pk).update(status=Status.WITHDRAWN)
    assert law.public_id.encode() not in vera.get("/legislation.csv").getvalue()
