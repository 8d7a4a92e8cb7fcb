"""A file is whole and of one state, its manifest is exact, and a file that breaks off never looks whole."""

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
from baliportal.exports.delivery.streaming_file import ExportAborted, StreamingFile
from baliportal.reports.registry import REPORTS

pytestmark = pytest.mark.django_db
LISTS = ["/search", "/legislation", "/resources", "/members", "/reports/meetings-register", "/reports/who-has-what"]


def manifest_at(vera, address):
    response = vera.get(address)
    assert response.status_code == 200, response.content
    return response.json()


def cells(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl"])
def test_a_manifest_has_the_checksum_size_and_number_of_the_file(vera, starter_index, path, suffix):
    content = vera.get(f"{path}.{suffix}?country=MY").getvalue()
    manifest = manifest_at(vera, f"{path}.{suffix}.manifest.json?country=MY")
    [resource] = manifest["resources"]
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource["bytes"] == len(content)
    assert manifest["public_number"] == JournalHead.public()


@pytest.mark.parametrize("path", LISTS)
def test_a_manifest_has_the_row_count_and_columns_of_the_file(vera, starter_index, path):
    head, *rows = cells(vera.get(f"{path}.csv").getvalue())
    [resource] = manifest_at(vera, f"{path}.manifest.json")["resources"]
    assert resource["rows"] == len(rows)
    assert [field["name"] for field in resource["schema"]["fields"]] == head


def test_a_file_requested_again_comes_from_the_cache(vera, starter_index, monkeypatch):
    first = vera.get("/legislation.csv").getvalue()
    monkeypatch.setattr("baliportal.exports.delivery.responses.StreamingFile", None)
    again = vera.get("/legislation.csv")
    assert again.getvalue() == first
    assert int(again["Content-Length"]) == len(first)
    assert vera.get("/legislation.csv", headers={"If-None-Match": again["ETag"]}).status_code == 304


def test_a_change_makes_the_file_anew(vera, starter_index, ana):
    first = vera.get("/treaties.csv").getvalue()
    Entry.objects.filter(kind="treaty", affected_by=None, treaty__provisions=None).first().specific.delete()
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
    manifest = manifest_at(vera, f"{path}.{suffix}.manifest.json?country=MY")
    assert manifest["homepage"] == f"http://testserver{path}/?country=MY"
    assert vera.get(manifest["homepage"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("path", ["/legislation", "/reports/legislation-register"])
def test_chosen_columns_are_those_of_json_too(vera, starter_index, path):
    lines = vera.get(f"{path}.jsonl?columns=title,page&country=MY").getvalue().decode().splitlines()
    whole = json.loads(vera.get(f"{path}.json?columns=title,page&country=MY").getvalue())
    assert [json.loads(line) for line in lines] == whole["results"]
    assert {tuple(row) for row in whole["results"]} == {("title", "page")}
    assert [column["name"] for column in whole.get("columns", [])] in ([], ["title", "page"])


def test_the_name_of_a_file_has_the_words_of_the_request_in_any_script(vera, starter_index):
    assert (
        "filename*=utf-8''legislation_%E4%BA%BA%E5%8F%A3_"
        in vera.head("/legislation.csv?q=人口")["Content-Disposition"]
    )
    assert vera.head("/legislation.csv?country=MY")["Content-Disposition"].startswith(
        'attachment; filename="legislation_MY_'
    )


def test_a_file_has_the_chosen_columns_in_their_order(vera, starter_index):
    content = vera.get("/legislation.csv?columns=date,title&delimiter=semicolon&bom=no").getvalue()
    assert content.startswith(b"date;title\r\n")


def test_a_column_of_several_values_may_have_a_row_for_each(vera, starter_index):
    joined = cells(vera.get("/legislation.csv?columns=id,topics").getvalue())[1:]
    single = cells(vera.get("/legislation.csv?columns=id,topics&per=topics").getvalue())[1:]
    assert single == [[pk, topic] for pk, topics in joined for topic in topics.split(";")]


@pytest.mark.parametrize("choice", ["columns=titel", "delimiter=pipe", "bom=maybe", "per=title", "per=nothing"])
def test_an_invalid_option_is_refused_in_words(vera, starter_index, choice):
    for path in ("/legislation.csv", "/reports/meetings-register.csv", "/legislation.manifest.json"):
        response = vera.get(f"{path}?{choice}")
        assert response.status_code == 400
        assert choice.partition("=")[2].encode() in response.content


def test_a_misspelt_column_gets_a_suggestion(vera, starter_index):
    assert "“title”" in vera.get("/legislation.csv?columns=titel").content.decode()


def test_every_manifest_is_valid_json_with_a_schema(vera, starter_index):
    for report in REPORTS:
        manifest = manifest_at(vera, f"/reports/{report.name}.manifest.json")
        assert json.dumps(manifest)
        assert all(field["title"] for field in manifest["resources"][0]["schema"]["fields"])


@pytest.mark.parametrize("path", LISTS)
def test_the_download_page_says_how_many_rows_and_which_columns(vera, starter_index, path):
    manifest = manifest_at(vera, f"{path}.manifest.json?country=MY")
    page = vera.get(f"/download{path}/?country=MY").content.decode()
    rows = manifest["resources"][0]["rows"]
    assert f"{rows:,} row" in page
    assert all(field["name"] in page for field in manifest["resources"][0]["schema"]["fields"])


def test_the_download_page_offers_every_column_and_a_row_for_each_value_of_those_with_several(vera, starter_index):
    names = [
        field["name"] for field in manifest_at(vera, "/legislation.manifest.json")["resources"][0]["schema"]["fields"]
    ]
    page = vera.get("/download/legislation/").content.decode()
    assert f">{', '.join(names)}</textarea>" in page
    assert '<option value="topics">one row for each of: ' in page
    assert '<option value="title">' not in page


def test_a_list_or_report_that_does_not_exist_has_no_download_page(vera):
    assert vera.get("/download/nothing/").status_code == 404
    assert vera.get("/download/reports/nothing/").status_code == 404
    assert vera.get("/download/reports/meetings-register/?from_year=x").status_code == 400


# A file while it is written


@pytest.fixture
def cache(tmp_path):
    return ExportCache(tmp_path / "exports")


@pytest.fixture
def threads(monkeypatch):
    """Files are written in threads, as they are in production."""
    monkeypatch.setattr(
        streaming_file, "run_in_thread", lambda function, name: threading.Thread(target=function).start()
    )


def test_a_reader_gets_the_bytes_that_were_written_at_any_speed(cache, threads):
    chunks = [bytes([n % 256]) * 70_000 for n in range(40)]
    file = StreamingFile(cache, "k", lambda progress: iter(chunks))
    assert b"".join(file.read()) == b"".join(chunks)
    assert cache.open("k").read() == b"".join(chunks)


def test_a_file_that_breaks_off_is_an_error_and_is_not_cached(cache, threads):
    def chunks(progress):
        yield b"a,b\r\n"
        raise OSError("the database went away")

    file = StreamingFile(cache, "k", chunks)
    with pytest.raises(ExportAborted):
        b"".join(file.read())
    assert cache.open("k") is None
    assert list(cache.directory.iterdir()) == []


def test_a_reader_who_leaves_ends_the_writing(cache, threads):
    gone, ended = threading.Event(), threading.Event()

    def chunks(progress):
        try:
            yield b"x"
            gone.wait(5)
            yield b"x"
            yield b"x"
        finally:
            ended.set()

    reading = StreamingFile(cache, "k", chunks).read()
    next(reading)
    reading.close()
    gone.set()
    assert ended.wait(5)
    assert cache.open("k") is None


@pytest.mark.parametrize("limit", [("MAX_BYTES", 10), ("MAX_FILES", 0)])
def test_the_oldest_files_are_evicted(cache, threads, monkeypatch, limit):
    monkeypatch.setattr("baliportal.exports.delivery.export_cache.EVICTION_INTERVAL", 0)
    monkeypatch.setattr(f"baliportal.exports.delivery.export_cache.{limit[0]}", limit[1])
    for key in "abc":
        for _ in StreamingFile(cache, key, lambda progress: iter([b"12345678"])).read():
            pass
    assert cache.open("c")
    assert cache.open("a") is None


def test_withdrawn_entries_are_in_no_file_made_after(vera, starter_index):
    law = Entry.objects.published().filter(kind="law").first()
    vera.get("/legislation.csv").getvalue()
    Entry.objects.filter(pk=law.pk).update(status=Status.WITHDRAWN)
    assert law.public_id.encode() not in vera.get("/legislation.csv").getvalue()
