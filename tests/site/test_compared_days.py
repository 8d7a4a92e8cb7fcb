"""Comparisons and the map show another day in page, files and picture, and never what is not public today."""

import html
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from legislation.models import CoverageCheck, Law, Treaty

pytestmark = pytest.mark.django_db
THEME = "trafficking-in-persons"
BY_THEME = f"?country=MY&country=TH&topic={THEME}"
BY_ARTICLE = "?country=MY&country=TH&treaty=tip-protocol"
EARLY = "?country=MY&country=TH&treaty=early-protocol"
#: Reports with the rows of comparisons and of the map, and what is asked of them.
ASKED = [
    ("members-by-theme", BY_THEME),
    ("members-by-theme", "?country=ID&country=NZ"),
    ("provisions-by-article", BY_ARTICLE),
    ("who-has-what", "?country=MY&country=ID&country=BT"),
    ("map", "?of=treaty:som-protocol"),
    ("map", f"?of=laws:{THEME}"),
    ("map", f"?of=coverage:{THEME}"),
    ("map", "?of=systems"),
]


@pytest.fixture
def law(clock):
    """A law of Malaysia that answers an article, published on 1 March 2021, with another title and another provision since 3 March."""
    treaty = Treaty.objects.create(title="A protocol", slug="early-protocol", date="2000", status=Status.PUBLISHED)
    apply_record(treaty, {"articles": [{"number": "5", "heading": "Criminalization"}]})
    law = Law.objects.create(title="Early title", slug="an-act", number="Act 1", date="2010", legal_status="in-force")
    law.countries.set(Country.objects.filter(code="MY"))
    law.topics.set(Topic.objects.filter(slug=THEME))
    apply_record(law, {"provisions": [{"pinpoint": "s 41", "treaty": "early-protocol", "article": "5"}]})
    move(law, to=Status.PUBLISHED, by=journal.SYSTEM)
    clock.time += timedelta(days=2)
    later = [{"pinpoint": "s 97", "treaty": "early-protocol", "article": "5", "in_force_date": "2020"}]
    apply_record(law, {"title": "Late title", "provisions": later})
    return law


@pytest.mark.parametrize(("name", "query"), ASKED)
def test_what_the_portal_says_today_is_what_it_says_without_a_day(rows, name, query):
    expected = rows(name, query)
    assert expected
    assert rows(name, f"{query}&known={timezone.localdate()}") == expected


@pytest.mark.parametrize("query", [BY_THEME, EARLY])
def test_a_comparison_shows_what_the_portal_said_on_the_day_in_page_and_files(vera, text_of, law, query):
    text = text_of(f"/compare/{query}&known=2021-03-02")
    assert "What this portal said on 2 March 2021." in text
    assert "The comparison of today" in text
    assert "Early title" in text
    assert "Late title" not in text
    report = "members-by-theme" if query == BY_THEME else "provisions-by-article"
    assert f"/reports/{report}.xlsx{query}&known=2021-03-02" in html.unescape(
        vera.get(f"/compare/{query}&known=2021-03-02").content.decode()
    )
    lines = vera.get(f"/reports/{report}.csv{query}&known=2021-03-02").getvalue().decode()
    assert "Early title" in lines
    assert "Late title" not in lines
    assert "Late title" in text_of(f"/compare/{query}")


def test_of_a_day_before_all_records_nothing_is_recorded(text_of, law):
    text = text_of(f"/compare/{BY_ARTICLE}&known=2021-02-01")
    assert "Treaty not recorded here on that day" in text
    assert "Early title" not in text


@pytest.mark.parametrize("query", [BY_THEME, EARLY])
def test_what_is_withdrawn_today_is_compared_for_no_past_day(text_of, law, query):
    move(law, to=Status.WITHDRAWN, by=journal.SYSTEM)
    assert "Early title" not in text_of(f"/compare/{query}&known=2021-03-02")


def test_a_comparison_as_of_a_day_leaves_out_what_surely_came_later(text_of, law):
    assert "Late title" not in text_of(f"/compare/{BY_THEME}&as_of=2009-12-31")
    assert "Late title" in text_of(f"/compare/{BY_THEME}&as_of=2010-06-01")
    assert "s 97" not in text_of(f"/compare/{EARLY}&as_of=2019-12-31")
    assert "s 97" in text_of(f"/compare/{EARLY}&as_of=2020-06-01")
    both = f"{EARLY}&as_of=2019-12-31&known=2021-03-02"
    assert "s 41" in text_of(f"/compare/{both}")


def test_a_standing_is_that_of_the_day(text_of):
    assert "Not yet a party, joined 26 February 2009" in text_of(f"/compare/{BY_ARTICLE}&as_of=2009-02-25")
    assert "Party: accession, 26 February 2009" in text_of(f"/compare/{BY_ARTICLE}&as_of=2009-02-26")
    assert "Treaty not yet adopted" in text_of(f"/compare/{BY_ARTICLE}&as_of=1999-01-01")


def test_a_check_that_was_made_after_the_day_says_nothing_of_it(rows):
    query = f"?country=BT&topic={THEME}"
    CoverageCheck.objects.filter(country__code="BT").delete()
    Law.objects.filter(countries__code="BT").update(date="2020")
    CoverageCheck.objects.create(
        country=Country.objects.get(code="BT"), topic=Topic.objects.get(slug=THEME), of="law", state="disputed",
        checked_on="2015-05-01", checked_by="legal officer",
    )  # fmt: skip
    states = [rows("who-has-what", f"{query}&as_of={day}")[0]["state"] for day in ("2015-04-30", "2015-05-01")]
    assert states == ["not-checked", "disputed"]


@pytest.mark.parametrize("path", [f"/compare/{BY_THEME}&", "/reports/map/?"])
def test_a_day_that_makes_no_sense_gets_a_sentence(vera, path):
    page = vera.get(f"{path}as_of=2015-02-30")
    assert "“2015-02-30” is not a day of the form 2015-06-01." in html.unescape(page.content.decode())


def test_a_comparison_of_another_day_is_not_listed_by_search_engines(vera):
    page = vera.get(f"/compare/{BY_THEME}&as_of=2015-06-01").content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="http://testserver/compare/">' in page


def test_the_map_shows_the_day_in_page_picture_and_files(vera, rows):
    query = "?of=treaty%3Atip-protocol&as_of=2009-02-25"
    page = html.unescape(vera.get(f"/reports/map/{query}").content.decode())
    label = "Malaysia: Not yet a party, joined 26 February 2009"
    assert re.search(rf'<a class="tone-confirmed-none" href="/members/my/" aria-label="{label}', page)
    assert "As of 25 February 2009." in page
    picture = ElementTree.fromstring(vera.get(f"/reports/map.svg{query}").content)
    labels = [link.get("aria-label") for link in picture.iter("{http://www.w3.org/2000/svg}a")]
    assert [found for found in labels if found.startswith("Malaysia")] == [label]
    assert [row["state"] for row in rows("map", query) if row["code"] == "MY"] == [label.partition(": ")[2]]
    assert vera.get(f"/reports/map.csv.manifest.json{query}").json()["question"]["days"] == "As of 25 February 2009"


def test_the_map_of_a_past_day_of_this_portal_is_drawn(vera, law):
    query = f"?of=laws%3A{THEME}&known=2021-03-02"
    page = html.unescape(vera.get(f"/reports/map/{query}").content.decode())
    assert 'aria-label="Malaysia: 1 law recorded"' in page  # the others came into the portal later
    assert 'aria-label="Thailand: No law recorded"' in page
    assert vera.get(f"/reports/map.svg{query}").status_code == 200
