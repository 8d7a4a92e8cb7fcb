"""Autocomplete: published records only, by any of their names, for any text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Country, Entry, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.search.suggest.views import MAX_SUGGESTIONS, suggestions
from legislation.models import Law

from ..sampling import examples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
LAW = "/legislation/my-act-670-2007/"
ANY_TEXT = st.text(st.characters(codec=None), max_size=40)


def offered(q):
    return [(each["kind"], each["url"]) for each in suggestions(q)]


@pytest.mark.parametrize(
    ("typed", "kind", "url"),
    [
        ("traf", "Theme", "/topics/trafficking-in-persons/"),
        ("penyelundupan ma", "Theme", "/topics/people-smuggling/"),
        ("ค้าม", "Theme", "/topics/trafficking-in-persons/"),
        ("人口走", "Theme", "/topics/people-smuggling/"),
        ("Burm", "Member", "/members/mm/"),
        ("한국", "Member", "/members/kr/"),
        ("malays", "Member", "/members/my/"),
        ("Act 67", "Law", LAW),
        ("RA 92", "Law", "/legislation/ph-ra-9208-2003/"),
        ("R.A. 9208", "Law", "/legislation/ph-ra-9208-2003/"),
        ("akta antip", "Law", LAW),
        ("iom", "Organisation", "/organisations/iom/"),
    ],
)
def test_a_prefix_of_any_name_offers_the_record(typed, kind, url):
    assert (kind, url) in offered(typed)


def test_the_hint_shows_the_name_that_matched():
    found = {each["text"]: each["hint"] for each in suggestions("burm")}
    assert found["Myanmar"] == "Burma"


def test_an_acronym_brings_what_it_is_the_acronym_of_first():
    assert offered("IOM")[0] == ("Organisation", "/organisations/iom/")


def test_only_the_last_word_is_a_prefix():
    assert ("Law", LAW) in offered("persons and anti smugg")
    assert ("Law", LAW) not in offered("pers and anti smuggling")


@pytest.mark.parametrize("typed", ["a", "law", "trafficking", "the", "人"])
def test_no_more_are_offered_than_fit_and_none_twice(typed):
    urls = [url for _, url in offered(typed)]
    assert len(urls) == len(set(urls)) <= MAX_SUGGESTIONS


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.one_of(ANY_TEXT, st.sampled_from(["", " ", '"', "-", "title:", "^", ".*", "\x00", "\ud800", "x" * 5000])))
def test_any_text_may_be_typed(q):
    assert isinstance(suggestions(q), list)


def test_a_record_that_is_withdrawn_is_offered_no_more(vera):
    address = "/search/suggest.json?q=act+670"
    assert LAW in vera.get(address).content.decode()
    move(Law.objects.get(slug="my-act-670-2007"), to=Status.WITHDRAWN, by=SYSTEM)
    assert LAW not in vera.get(address).content.decode()
    assert ("Member", "/members/my/") in offered("malays")
    move(Entry.objects.get(kind="member", slug="my"), to=Status.WITHDRAWN, by=SYSTEM)
    assert [kind for kind, _ in offered("malays") if kind in ("Member", "Country")] == ["Country"]


def test_a_draft_is_not_offered():
    law = Law.objects.create(title="Quetzalcoatl Act", type="act")
    assert offered("quetzal") == []
    move(law, to=Status.IN_REVIEW, by=SYSTEM)
    move(law, to=Status.PUBLISHED, by=SYSTEM)
    assert offered("quetzal") == [("Law", law.get_absolute_url())]


def test_a_country_of_which_nothing_is_published_is_not_offered():
    country = Country.objects.exclude(entries__in=Entry.objects.all()).first()
    country.names.create(text="Zubrowka", language="en")
    assert offered("zubrow") == []


def test_a_new_name_of_a_theme_is_offered_at_once():
    assert offered("zubrow") == []
    Topic.objects.get(slug="people-smuggling").names.create(text="zubrowka", language="pl")
    assert offered("zubrow") == [("Theme", "/topics/people-smuggling/")]


def test_suggestions_cost_two_queries_when_the_names_are_known(django_assert_max_num_queries):
    suggestions("mala")
    with django_assert_max_num_queries(2):
        suggestions("traff")


def test_suggestions_are_cached_like_a_page_and_have_the_format_of_browsers(vera):
    response = vera.get("/search/suggest.json?q=burm")
    assert set(response.json()["suggestions"][0]) == {"text", "kind", "url", "hint"}
    again = vera.get("/search/suggest.json?q=burm", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert vera.get("/search/suggest-words.json?q=burm").json()[:2] == ["burm", ["Myanmar"]]
