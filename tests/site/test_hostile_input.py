"""Any request gets a correct page or a clear refusal, never a server error."""

from itertools import product
from urllib.parse import quote, urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from baliportal.search.search_request import SearchRequest

from ..catalogue.strategies import AWKWARD
from ..sampling import examples, sample
from . import hostile_values
from .neighbours import published

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
CLEAR_STATUSES = {200, 301, 302, 400, 404, 405}
REQUESTS = {
    "/search/": hostile_values.SEARCHES + hostile_values.CHOICES + hostile_values.PAGES + hostile_values.TANGLED,
    # The same question is read by the same code: of these a part.
    "/search.csv": (hostile_values.SEARCHES + hostile_values.CHOICES)[::4],
    "/search.json": hostile_values.SEARCHES[1::4] + hostile_values.TANGLED[::2],
    "/reports/legislation-register/": hostile_values.FOR_REPORTS + hostile_values.TANGLED,
    "/reports/who-has-what.csv": hostile_values.FOR_REPORTS[::4] + hostile_values.TANGLED[::2],
    "/reports/treaty-status.jsonl": hostile_values.FOR_REPORTS[1::4],
    "/sitemap-legislation.xml": hostile_values.FEW + [f"p={number}" for number in hostile_values.NUMBERS],
} | dict.fromkeys(["/legislation/", "/members/", "/workshops.jsonl", "/", "/topics/", "/reports/"], hostile_values.FEW)
anything = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def ask(client, empty_portal):
    """Fetch an address whole from a portal of a few records; an exception anywhere fails the test."""
    client.raise_request_exception = True
    published()

    def fetch(address):
        response = client.generic("GET", address)
        content = response.getvalue()
        assert response.status_code in CLEAR_STATUSES, (address[:200], response.status_code)
        return response.status_code, content

    return fetch


@pytest.mark.parametrize("path", REQUESTS)
def test_no_query_string_makes_a_page_fail(ask, path):
    asked = ["", *sample(REQUESTS[path], one_in=6)]
    assert 200 in [ask(f"{path}?{query}")[0] for query in asked]


@anything
@given(
    st.sampled_from([path for path in REQUESTS if path.count("/") > 1 or "search" in path]),
    st.lists(
        st.tuples(
            st.sampled_from(hostile_values.KEYS + hostile_values.OF_REPORTS) | st.text(max_size=5),
            st.text() | st.sampled_from(AWKWARD),
        ),
        max_size=6,
    ),
)
def test_no_text_in_any_key_makes_a_page_fail(ask, path, pairs):
    ask(f"{path}?{urlencode(pairs, errors='surrogatepass')}")


@anything
@given(st.binary(max_size=60))
@example(b"\xed\xa0\x80")
def test_no_bytes_make_the_search_fail(ask, raw):
    ask(f"/search/?q={quote(raw)}&country={quote(raw)}")
    ask(f"/search/?{quote(raw, safe='=&%+')}")


def test_no_slug_and_no_suffix_makes_a_page_fail(ask):
    addresses = [place.replace("{}", slug) for place, slug in product(hostile_values.PLACES, hostile_values.SLUGS)]
    statuses = {address: ask(address)[0] for address in sample(addresses, one_in=3)}
    assert {address: status for address, status in statuses.items() if status == 200} == {}


@anything
@given(st.binary(min_size=1, max_size=40))
def test_no_path_makes_the_site_fail(ask, raw):
    ask(f"/{quote(raw, safe='/')}")
    ask(f"/legislation/{quote(raw)}.csv")


def test_a_page_that_is_no_number_is_the_first(ask):
    for page in ["0", "-1", "abc", "1e9", "１", "", "1.5", "99999999999"]:
        assert SearchRequest.read(QueryDict(f"page={page}")).page == 1
        assert ask(f"/search/?page={page}")[0] == 200, page


def test_a_page_beyond_the_last_is_not_found(ask):
    assert {page: ask(f"/search/?page={page}")[0] for page in (2, 9999, 999999999)} == {
        2: 404,
        9999: 404,
        999999999: 404,
    }


def test_a_choice_that_does_not_exist_finds_nothing_rather_than_everything(ask):
    for query in ["kind=x", "country=qq", "topic=nothing", "year=20O8", "language=xx", "q=qqqqqzz"]:
        assert b"<h2>0 results</h2>" in ask(f"/search/?{query}")[1], query


def test_a_sort_that_does_not_exist_is_the_usual_one(ask):
    usual, other = ask("/search/?q=open")[1], ask("/search/?q=open&sort=x")[1]
    assert b"neighbourhood" in usual
    assert usual.partition(b"<main")[2] == other.partition(b"<main")[2]


def test_what_was_typed_comes_back_as_text_and_never_as_markup(ask):
    for path in ["/search/", "/legislation/", "/members/", "/reports/members/", "/nowhere/"]:
        content = ask(f"{path}?q=%3Cscript%3Ealert(1)%3C/script%3E&country=%22%3E%3Cimg%20src=x%3E")[1]
        assert b"<script>alert" not in content, path
        assert b"<img src=x" not in content, path
