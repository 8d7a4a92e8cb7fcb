"""Facets on the page: the first choices of each, all of one that is asked for, and no other address of the same list."""

import re

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]


def facet(page, key):
    return re.search(
        rf'<section class="facet" aria-labelledby="facet-{key}".*?</section>', page.content.decode(), re.S
    )[0]


def test_a_long_facet_shows_its_first_choices_and_leads_to_all(vera):
    first = facet(vera.get("/search/?q=law"), "country")
    more = re.search(r'name="unfolded" value="country"\s+formaction="([^"]+)"[^>]*>\s*All (\d+)', first)
    assert first.count("<li>") == 8
    assert more[1] == "/search/#facet-country"
    unfolded = vera.get("/search/?q=law&unfolded=country")
    assert facet(unfolded, "country").count("<li>") == int(more[2])
    assert facet(unfolded, "topic").count("<li") == 8
    assert '<details class="facets-fold" open>' in unfolded.content.decode()


def test_an_unfolded_facet_stays_so_while_choices_are_made_and_folds_again(vera):
    page = vera.get("/search/?q=law&unfolded=country")
    assert hidden_fields(page) == [("q", "law"), ("unfolded", "country")]
    assert re.search(r'name="unfolded" value=""[^>]*>\s*Fewer', facet(page, "country"))


def test_what_was_chosen_is_shown_however_rare(vera):
    chosen = "&".join(f"country={code}" for code in ("NR", "TV", "WS", "VU", "TO", "PW", "FM", "KI", "BT", "MV"))
    shown = facet(vera.get(f"/search/?{chosen}"), "country")
    assert shown.count(" checked>") == shown.count("<li>")
    assert "Nauru" in shown


def test_the_form_of_the_filters_asks_what_the_address_asks(vera):
    """Sent as it stands, the form leads to the same question, whatever of it has a box to tick."""
    for query in ("q=law&country=MY&country=ID&sort=title&synonyms=off", "country=ZZ&kind=law&year=2007"):
        page = vera.get(f"/search/?{query}")
        pairs = [*hidden_fields(page), *re.findall(r'name="(\w+)" value="([^"]*)" checked', page.content.decode())]
        assert sorted(pairs) == sorted(tuple(pair.split("=")) for pair in query.split("&"))


def hidden_fields(page):
    form = page.content.decode().partition('class="facets-form"')[2].partition("<section")[0]
    return re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)


def test_a_short_facet_leads_to_nothing_more(vera):
    assert "facet-more" not in facet(vera.get("/search/?q=law"), "kind")


@pytest.mark.parametrize("value", ["nothing", "kind,country", "", "q"])
def test_what_is_no_facet_unfolds_nothing(vera, value):
    assert vera.get(f"/search/?unfolded={value}").content == vera.get("/search/").content


def test_files_of_a_list_do_not_depend_on_what_is_unfolded(vera):
    page = vera.get("/legislation/?country=MY&unfolded=topic").content.decode()
    assert 'href="/legislation.csv?country=MY"' in page
    files = [vera.get(f"/legislation.json?country=MY{extra}") for extra in ("", "&unfolded=topic")]
    assert files[0]["ETag"] == files[1]["ETag"]
