"""The page that explains the search tells the truth, and browsers learn where to search."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from baliportal.search.parsing.field_syntax import CHOICES_OF, WORDS_IN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
HELP = "/search/help/"
EXAMPLE = re.compile(r'<a[^>]* href="(/search/\?q=[^"]+)"')


@pytest.fixture
def page(vera):
    return vera.get(HELP).content.decode()


def test_every_search_form_leads_to_it(vera):
    assert all(f'href="{HELP}"' in vera.get(address).content.decode() for address in ("/", "/search/", "/legislation/"))


def test_every_field_there_is_stands_on_it(page):
    fields = set(re.findall(r"<code>(\w+):</code>", page))
    assert fields | {"member", "theme"} == {*WORDS_IN, *CHOICES_OF, "year"}


def test_every_example_finds_something(vera, page):
    answers = {url: vera.get(unescape(url)).content.decode() for url in EXAMPLE.findall(page)}
    assert len(answers) > 12
    nothing = [url for url, page in answers.items() if "<h2>0 results" in page or "No record has all" in page]
    assert [url for url in nothing if 'class="answer"' not in answers[url]] == []


def test_every_question_there_is_answered(vera, page):
    section = page.partition('id="questions"')[2].partition("</section>")[0]
    questions = EXAMPLE.findall(section)
    assert len(questions) > 10
    assert [url for url in questions if 'class="answer"' not in vera.get(unescape(url)).content.decode()] == []


def test_browsers_are_told_where_to_search(vera):
    assert 'rel="search" href="/opensearch.xml"' in vera.get("/").content.decode()
    response = vera.get("/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    addresses = [url.get("template") for url in ElementTree.fromstring(response.content).iter("{*}Url")]
    for address in addresses:
        assert vera.get(address.replace("{searchTerms}", "law").removeprefix("http://testserver")).status_code == 200


def test_suggestions_are_out_of_bounds_for_crawlers_and_the_help_is_not(vera):
    rules = vera.get("/robots.txt").content.decode()
    assert "Allow: /search/help/" in rules
    assert "Disallow: /search\n" in rules
