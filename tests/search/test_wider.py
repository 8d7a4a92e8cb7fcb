"""Query relaxation: where nothing is found, wider searches are offered with their number of results."""

import re
from html import unescape

import pytest

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, move
from baliportal.search.results.relaxation import MAX_OFFERED, MAX_TRIED, relaxations
from baliportal.search.search_request import SearchRequest

OFFER = re.compile(r'<a href="([^"]+)" rel="nofollow">Without <bdi>“(.+?)”</bdi>: ([\d,]+) results?</a>')


def offers(question, totals):
    """The offers for a request, when the requests with these query strings have these numbers of results."""
    count = lambda less: totals.get(less.query_string(), 0)  # noqa: E731
    return [(offer.without, offer.total) for offer in relaxations(question, count, lambda facet, value: value.upper())]


def test_each_choice_and_each_word_is_left_out_and_the_narrowest_comes_first():
    question = SearchRequest(q="boats law", choices={"year": ["1999", "2001"], "country": ["fj"]})
    totals = {"?q=boats+law&country=fj": 9, "?q=boats&country=fj&year=1999&year=2001": 4}
    assert offers(question, totals) == [("law", 4), ("Year: 1999, 2001", 9)]


def test_where_leaving_out_one_part_is_not_enough_all_choices_or_all_words_go():
    question = SearchRequest(q="boats", choices={"year": ["1999"], "country": ["fj"]})
    assert offers(question, {"?q=boats": 3, "?country=fj&year=1999": 2}) == [("boats", 2), ("all filters", 3)]


def test_phrases_fields_and_exclusions_are_left_out_whole():
    asked = []
    relaxations(SearchRequest(q='"lost boats" year:1999 -law'), lambda less: asked.append(less.q), str)
    assert asked == ["year:1999 -law", '"lost boats" -law', '"lost boats" year:1999']


def test_few_are_offered_and_not_many_tried():
    asked = []
    question = SearchRequest(q=" ".join(f"word{n}" for n in range(40)))
    found = relaxations(question, lambda less: asked.append(less) or len(asked), str)
    assert (len(found), len(asked)) == (MAX_OFFERED, MAX_TRIED)


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_index")
@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=trafficking&year=1950",
        "/legislation/?q=passport&country=FJ&year=1999",
        "/search/?q=year:1950+ministerial",
    ],
)
def test_an_offer_finds_what_it_says(vera, address):
    found = OFFER.findall(vera.get(address).content.decode())
    assert found
    for url, _, total in found:
        assert f"<h2>{total} result" in vera.get(unescape(url)).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_index")
def test_an_offer_counts_no_record_that_was_withdrawn(vera):
    address = "/search/?q=trafficking&year=1950"
    before = OFFER.findall(vera.get(address).content.decode())[0]
    move(Entry.objects.get(slug="my-act-670-2007"), to=Status.WITHDRAWN, by=SYSTEM)
    after = OFFER.findall(vera.get(address).content.decode())[0]
    assert int(after[2]) == int(before[2]) - 1


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_index")
def test_words_in_no_record_are_named(vera):
    page = vera.get("/search/?q=passport+quetzalcoatl").content.decode()
    assert "In no record: <bdi>“quetzalcoatl”</bdi>." in page
