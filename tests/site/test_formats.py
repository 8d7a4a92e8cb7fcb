"""One list of formats: each has an address, a label and a link, and a kind may add formats of its own."""

from types import ModuleType

import pytest
from django.urls import Resolver404, resolve

from baliportal import urls
from baliportal.exports.formats.registry import FORMATS, TABLE_FORMATS, Format
from baliportal.reports.models import SavedReport
from legislation.records import LAW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
RECORD = "/legislation/my-act-670-2007"
TITLES = Format(
    lambda table: (f"{row['title']}\n".encode() for row in table.records()),
    "text/plain; charset=utf-8",
    "Titles",
    offered=True,
)


@pytest.fixture
def titles(monkeypatch, settings):
    """Laws, and no other kind, have a format with one title per line."""
    monkeypatch.setitem(LAW.formats, "titles.txt", TITLES)
    module = ModuleType("tests.urls_with_titles")
    module.urlpatterns = [*urls.list_urls(LAW.path, LAW), *urls.record_urls(LAW), *urls.urlpatterns]
    settings.ROOT_URLCONF = module


def test_the_formats_are_these():
    assert list(FORMATS) == ["csv", "xlsx", "json", "jsonl", "bib", "ris", "csl.json"]
    assert list(TABLE_FORMATS) == ["csv", "xlsx", "json", "jsonl"]
    assert [suffix for suffix, table_format in FORMATS.items() if table_format.offered] == ["csv", "xlsx", "json"]
    assert [value for value, _ in SavedReport._meta.get_field("suffix").choices] == ["csv", "xlsx", "json", "jsonl"]


@pytest.mark.parametrize("path", ["/search", "/legislation", RECORD, "/reports/members"])
def test_every_format_has_an_address_and_no_other_suffix_has(path):
    formats = TABLE_FORMATS if path.startswith("/reports") else FORMATS
    for suffix in formats:
        assert resolve(f"{path}.{suffix}").kwargs["suffix"] == suffix
    for suffix in ("txt", "xcsv", "cslxjson", *(FORMATS.keys() - formats)):
        with pytest.raises(Resolver404):
            resolve(f"{path}.{suffix}")


def test_a_format_of_a_kind_has_files_manifests_and_links_as_any_other(vera, titles):
    listed = vera.get("/legislation.titles.txt?country=my&u=1")
    assert listed.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert listed.headers["Content-Disposition"].startswith('attachment; filename="legislation_MY_')
    assert "Anti-Money Laundering Act 2001" in listed.getvalue().decode().splitlines()
    assert vera.get(f"{RECORD}.titles.txt").getvalue().decode().count("\n") == 1
    resource = vera.get("/legislation.titles.txt.manifest.json?country=MY").json()["resources"][0]
    assert (resource["format"], resource["mediatype"], resource["rows"] > 0) == ("titles.txt", "text/plain", True)
    for page in ("/legislation/", f"{RECORD}/", "/download/legislation/"):
        assert f"{page.removeprefix('/download').rstrip('/')}.titles.txt" in vera.get(page).content.decode()


def test_a_format_of_one_kind_is_none_of_another(vera, titles):
    assert vera.get("/treaties.titles.txt").status_code == 404
    assert "titles.txt" not in vera.get("/download/treaties/").content.decode()
    assert "titles.txt" not in vera.get("/search/").content.decode()
