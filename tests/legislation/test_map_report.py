"""The map of a report: each member in the tone of what is recorded of it, reachable, and the same in table and files."""

import html
import re
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.http import QueryDict

from baliportal.catalogue.publishing import Status
from legislation.models import Treaty
from legislation.reports import MEMBERS_ON_A_MAP
from legislation.reports.coverage import members

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def empty_page_cache():
    cache.clear()


def drawn(query=""):
    return MEMBERS_ON_A_MAP.draw(MEMBERS_ON_A_MAP.bind_filters(QueryDict(query)))


def place(plot, code):
    return next(found for found in plot.places if found["code"] == code)


def test_every_member_stands_on_the_map_or_is_named_beside_it():
    plot = drawn()
    assert {p["name"] for p in plot.places} | set(plot.left_out) == {country.name for country in members()}


@pytest.mark.parametrize(
    ("query", "code", "tone", "label"),
    [
        ("of=treaty:tip-protocol", "MY", "joined", "Malaysia: Party: accession, 26 February 2009"),
        ("of=treaty:som-protocol", "TH", "signed", "Thailand: Signed 18 December 2001"),
        ("of=coverage:people-smuggling", "BT", "not-checked", "Bhutan: Not checked; Nobody yet"),
        ("of=systems", "AF", "not-recorded", "Afghanistan: No system recorded"),
    ],
)
def test_a_place_has_the_tone_and_the_words_of_what_is_recorded(query, code, tone, label):
    found = place(drawn(query), code)
    assert (found["tone"], found["label"].startswith(label)) == (tone, True)


def test_of_a_treaty_without_acts_nothing_was_looked_up():
    Treaty.objects.create(title="A new treaty", slug="new", status=Status.PUBLISHED)
    assert {(found["tone"], found["label"].partition(": ")[2]) for found in drawn("of=treaty:new").places} == {
        ("not-recorded", "Not looked up")
    }


def test_small_states_have_a_circle_and_come_last():
    plot = drawn()
    assert [code for code in ("NR", "KI", "MV", "SG") if place(plot, code)["marker"] is None] == []
    with_marker = [found["marker"] is not None for found in plot.places]
    assert with_marker == sorted(with_marker)


def test_the_legend_of_numbers_names_every_number_once():
    plot = drawn("of=laws:trafficking-in-persons")
    numbers = {
        int(re.search(r"(\d+) laws? recorded", p["label"])[1]) for p in plot.places if "No law" not in p["label"]
    }
    ranges = [[int(end) for end in key["words"].split("–")] for key in plot.legend if key["tone"].startswith("shade")]
    covered = [number for first, *last in ranges for number in range(first, (last or [first])[0] + 1)]
    assert covered == list(range(1, max(numbers) + 1))
    highest = next(p for p in plot.places if f": {max(numbers)} laws" in p["label"])
    assert highest["tone"] == "shade-4"


def test_the_subject_is_read_without_regard_to_case_and_the_file_says_the_same(vera):
    page = html.unescape(vera.get("/reports/map/?of=Treaty:SOM-Protocol").content.decode())
    assert '<a class="tone-signed" href="/members/th/" aria-label="Thailand: Signed 18 December 2001' in page
    assert "/reports/map.svg?of=treaty%3Asom-protocol" in page
    lines = vera.get("/reports/map.csv?of=treaty:som-protocol").getvalue().decode().splitlines()
    [line] = [line for line in lines if line.startswith("Thailand")]
    assert ",Signed 18 December 2001" in line
    assert ",2001-12-18," in line


def test_the_picture_is_a_file_of_its_own_with_a_title_and_whole_addresses(vera):
    response = vera.get("/reports/map.svg?of=treaty:som-protocol")
    picture = ElementTree.fromstring(response.content)
    assert response["Content-Type"] == "image/svg+xml"
    assert picture.find(f"{SVG}title").text == "Parties to Smuggling of Migrants Protocol"
    links = picture.findall(f".//{SVG}a")
    assert len(links) == len(drawn().places)
    assert [link for link in links if not link.get("href").startswith("http://testserver/members/")] == []
    assert [link for link in links if not link.findtext(f"{SVG}title")] == []
    assert not [element for element in picture.iter() if element.get("style") or element.tag == f"{SVG}style"]


def test_a_report_without_a_map_and_a_subject_that_is_not_there_have_no_picture(vera):
    assert vera.get("/reports/treaty-status.svg").status_code == 404
    assert vera.get("/reports/map.svg?of=treaty:poetry").status_code == 404
