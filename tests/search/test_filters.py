"""A search request and its query string: whatever is sent is read, what makes no sense is passed over."""

import pytest
from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from baliportal.search.search_request import FACETS, SearchRequest

VALUES = st.text(min_size=1, max_size=6)
NAMES = st.sampled_from([*FACETS, "q", "sort", "page", "synonyms", "unknown", "Q", ""])
SENT = st.text(st.characters(codec=None), max_size=8) | st.sampled_from(["off", "newest", "law", "2", "0", " "])
PAIRS = st.lists(st.tuples(NAMES, SENT), max_size=12)


def read(query_string, **more):
    return SearchRequest.read(QueryDict(query_string), **more)


def read_pairs(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return SearchRequest.read(query)


@given(PAIRS)
@example([("q", "\ud800"), ("country", "\0"), ("page", "٣"), ("page", "9" * 30)])
def test_any_query_string_is_read_and_written_in_one_form_only(pairs):
    written = read_pairs(pairs).query_string()
    assert read(written[1:]).query_string() == written


@pytest.mark.parametrize(
    "query_string",
    [
        "", "page=0", "page=-1", "page=1", "page=two", "page=1.5", "page=", "page=%D9%A3", "page=1234567890", "page=+2",
        "sort=", "sort=random", "sort=NEWEST; DROP TABLE", "q=", "q=%20%09", "q=%00", "kind=", "country=%20&topic=%00",
        "unknown=1", "Q=law", "q[]=law", "synonyms=on", "synonyms=", "=", "&&&", "%", "%FF=%FE",
    ],
)  # fmt: skip
def test_invalid_parameters_are_ignored(query_string):
    request = read(query_string)
    assert (request.q, request.choices, request.sort, request.page, request.synonyms) == ("", {}, "", 1, True)
    assert request.query_string() == ""


def test_invalid_values_do_not_hide_valid_ones():
    request = read("page=x&kind=law&unknown=1&q=%00border%20law%20&kind=&sort=title&kind=treaty&kind=law")
    assert (request.q, request.choices, request.sort) == ("border law", {"kind": ["law", "treaty"]}, "title")
    assert request.query_string() == "?q=border+law&kind=law&kind=treaty&sort=title"


def test_of_all_facets_together_forty_choices_are_read():
    chosen = [f"theme-{number}" for number in range(41)]
    request = read("&".join(f"topic={slug}" for slug in chosen) + "&country=my")
    assert request.choices == {"country": ["MY"], "topic": chosen[:39]}
    assert [code.lower() for code in request.choices["country"]] == ["my"]


def test_of_the_words_a_thousand_characters_are_read_and_of_a_choice_a_hundred():
    request = read(f"q={'w' * 1_001}&topic={'t' * 101}")
    assert (request.q, request.choices) == ("w" * 1_000, {"topic": ["t" * 100]})


@pytest.mark.parametrize(
    ("sent", "page"), [("2", 2), ("007", 7), ("50000", 50_000), ("50001", 50_000), ("999999999", 50_000)]
)
def test_a_page_is_a_number_up_to_the_last_one(sent, page):
    assert read(f"page={sent}").page == page


def test_a_choice_of_the_address_itself_is_not_taken_from_the_query_string():
    request = read("kind=law&topic=visas", fixed={"kind": ["treaty"]})
    assert request.choices == {"topic": ["visas"]}
    assert request.all_choices == {"topic": ["visas"], "kind": ["treaty"]}
    assert request.kind == "treaty"
    assert request.query_string() == "?topic=visas"


@pytest.mark.parametrize(
    ("query_string", "sort"),
    [
        ("", "newest"),
        ("q=law", "relevance"),
        ("sort=title", "title"),
        ("q=law&sort=oldest", "oldest"),
        ("q=%20", "newest"),
    ],
)
def test_with_words_the_best_match_comes_first_and_without_the_newest(query_string, sort):
    assert read(query_string).effective_sort == sort


def test_a_choice_that_is_there_is_taken_away_and_every_change_leads_to_the_first_page():
    request = read("topic=visas&topic=borders&page=3")
    assert request.toggled("topic", "visas").query_string() == "?topic=borders"
    assert request.toggled("kind", "law").query_string() == "?kind=law&topic=visas&topic=borders"
    assert request.but(sort="title").query_string() == "?topic=visas&topic=borders&sort=title"
    assert request.but(page=4).query_string() == "?topic=visas&topic=borders&page=4"


def test_synonyms_can_be_off_only_with_words():
    assert read("q=law&synonyms=off").query_string() == "?q=law&synonyms=off"
    assert read("synonyms=off").query_string() == ""


@pytest.mark.parametrize("query", ["country=MY", "country=my", "country=MYS", "country=mys&country=MY"])
def test_a_country_is_one_question_however_its_code_is_written(query):
    assert read(query).query_string() == "?country=MY"


def test_codes_of_other_facets_are_read_without_regard_to_case():
    assert read("type=Act&language=TH&topic=Extradition").query_string() == "?topic=extradition&language=th&type=act"
    assert read("country=XKX&country=twn").choices["country"] == ["XK", "TW"]
