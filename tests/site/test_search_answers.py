"""Typical queries lead to the record that was meant, on the page itself."""

import re
from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def results(vera, starter_index):
    """A function: the addresses of the records on the first page of results, in their order."""

    def search(q, **choices):
        content = vera.get(f"/search/?{urlencode({'q': q} | choices, doseq=True)}").content.decode()
        return re.findall(r'<h3><a href="([^"]+)"', content)

    return search


@pytest.mark.parametrize(
    ("words", "record", "within"),
    [
        ("human trafficking law Malaysia Act 670", "/legislation/my-act-670-2007/", 1),
        ("RA 9208", "/legislation/ph-ra-9208-2003/", 1),
        ("UU 21/2007", "/legislation/id-law-21-2007/", 1),
        ("co-chairs statement 2018", "/resources/statement-som-2018/", 3),
        ("RMAS participating countries", "/systems/rmas/", 1),
        ("policy guide victims", "/resources/policy-guide-protecting-victims/", 3),
        ("policy guide victims", "/resources/policy-guide-identifying-victims/", 3),
    ],
)
def test_what_people_ask_for_comes_first(results, words, record, within):
    assert record in results(words)[:within]


@pytest.mark.parametrize("written", ["R.A. 9208", "ra 9208", "Republic Act No. 9208", "republic act 9208"])
def test_a_law_is_found_however_its_number_is_written(results, written):
    assert results(written)[0] == "/legislation/ph-ra-9208-2003/"


def test_the_order_and_the_case_of_words_do_not_matter(results):
    assert set(results("stolen lost passports")) == set(results("LOST Passports STOLEN"))


def test_quotation_marks_ask_for_the_words_in_a_row(results):
    assert "/systems/mind/" in results('"lost and stolen passports"')
    assert results('"passports stolen lost and"') == []


def test_a_minus_sign_leaves_a_word_out(results):
    with_it, without = results("guide", kind="resource"), results("guide -victims", kind="resource")
    assert "/resources/policy-guide-protecting-victims/" in results("guide protecting victims")
    assert without
    assert not {path for path in without if "victims" in path}
    assert with_it != without


@pytest.mark.parametrize(("plain", "written"), [("turkiye", "Türkiye"), ("cote", "côté"), ("TURKIYE", "türkiye")])
def test_accents_and_case_do_not_matter(results, plain, written):
    assert results(plain) == results(written)


def test_a_word_is_found_in_its_other_forms(results):
    assert set(results("passport", kind="workshop")) == set(results("passports", kind="workshop")) != set()


def test_nothing_found_says_so_and_offers_ways_on(vera, starter_index):
    content = vera.get("/search/?q=xyzzyplugh").content.decode()
    assert "<h2>0 results</h2>" in content
    assert "does not mean that no such law, meeting or document exists" in content


def test_matches_are_marked(vera, starter_index):
    content = vera.get("/search/?q=stolen+passports").content.decode()
    assert re.search(r"<mark>[Ss]tolen</mark>", content)
