"""The licence of the data is named wherever data is published."""

import io
import json

import pytest
from openpyxl import load_workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
CC_BY = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def test_the_manifest_names_it_as_a_data_package_does(vera):
    assert vera.get("/treaties.csv.manifest.json").json()["licenses"] == [CC_BY]


@pytest.mark.parametrize(
    "address",
    [
        "/search.json?q=acid",
        "/treaties.json",
        "/treaties/untoc.json",
        "/reports/treaty-status.json",
        "/systems.json?columns=title",
    ],
)
def test_the_body_of_a_json_file_names_it_once(vera, address):
    body = vera.get(address).getvalue().decode()
    assert json.loads(body)["licenses"] == [CC_BY]
    assert body.count("CC-BY-4.0") == 1


def test_the_last_sheet_of_a_workbook_names_it(vera):
    book = load_workbook(io.BytesIO(b"".join(vera.get("/treaties.xlsx").streaming_content)), read_only=True)
    about = dict(row[:2] for row in book.worksheets[-1].values if len(row) > 1)
    assert (
        about["Licence"] == "Creative Commons Attribution 4.0 (CC-BY-4.0), https://creativecommons.org/licenses/by/4.0/"
    )


def test_the_page_about_the_portal_links_to_it(vera):
    page = vera.get("/about/").content.decode()
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in page
    assert "CC-BY-4.0" in page
