"""A list says why it has what it has: other names that were searched, the field that matched; and what is like it."""

import re

import pytest

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.publishing import Status, move
from legislation.models import Law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
LAW = "/legislation/my-act-670-2007/"


def total(page):
    return int(re.search(r"<h2>([\d,]+) result", page)[1].replace(",", ""))


def similar_section(page):
    return page.partition('<section class="relations" id="similar"')[2].partition("</section>")[0]


def test_other_names_that_were_searched_are_told_and_can_be_switched_off(vera):
    widened = vera.get("/search/?q=people+smuggling").content.decode()
    alone = vera.get("/search/?q=people+smuggling&synonyms=off").content.decode()
    assert "Also searched: " in widened
    assert "/search/?q=people+smuggling&amp;synonyms=off" in widened
    assert "Also searched: " not in alone
    assert '<a href="/search/?q=people+smuggling" rel="nofollow">search their other names as well</a>' in alone
    assert 0 < total(alone) <= total(widened)


def test_who_has_switched_other_names_off_keeps_it_so_while_choosing(vera):
    page = vera.get("/search/?q=people+smuggling&synonyms=off").content.decode()
    assert '<input type="hidden" name="synonyms" value="off">' in page
    form = page.partition('class="facets-form"')[2].partition("</form>")[0]
    assert '<input type="hidden" name="synonyms" value="off">' in form


def test_a_file_has_what_its_page_has(vera):
    for address in ("/search/?q=penyelundupan", "/search/?q=penyelundupan&synonyms=off"):
        file = vera.get(address.replace("/?", ".jsonl?")).getvalue().decode()
        assert len(file.splitlines()) == total(vera.get(address).content.decode())


def test_the_field_that_matched_is_told_where_the_title_shows_no_mark(vera):
    page = vera.get("/search/?q=Antipemerdagangan").content.decode()
    first = page.partition('<li class="result">')[2].partition("</li>")[0]
    assert "Matched in: original title" in first
    marked = vera.get("/search/?q=title:trafficking").content.decode()
    assert "Matched in: " not in marked.partition('<li class="result">')[2].partition("</article>")[0]


def test_a_record_shows_what_is_like_it(vera):
    links = re.findall(r'<a href="([^"]+)"', similar_section(vera.get(LAW).content.decode()))
    assert 0 < len(links) <= 5
    assert LAW not in links


def test_what_is_withdrawn_is_no_longer_like_anything(vera):
    other = re.search(r'<a href="/legislation/([^"]+)/"', similar_section(vera.get(LAW).content.decode()))[1]
    move(Law.objects.get(slug=other), to=Status.WITHDRAWN, by=SYSTEM)
    assert other not in similar_section(vera.get(LAW).content.decode())


def test_a_draft_is_like_nothing(vera):
    law = Law.objects.get(slug="my-act-670-2007")
    Law.objects.create(title=f"{law.title} again", type="act", summary=law.summary)
    assert "again" not in similar_section(vera.get(LAW).content.decode())


def test_what_is_like_a_record_costs_one_query_more(vera, django_assert_num_queries):
    from baliportal.search.results.similar_entries import similar_entries

    law = Law.objects.get(slug="my-act-670-2007")
    with django_assert_num_queries(1):
        assert len(similar_entries(law)) == 5


def test_each_similar_record_says_its_countries(vera):
    from baliportal.catalogue.models import Entry
    from baliportal.search.results.similar_entries import similar_entries

    for slug in ("my-act-670-2007", "training-victim-identification-jeju-2023"):
        for item in similar_entries(Entry.objects.get(slug=slug)):
            names = set(Entry.objects.get(slug=item.url.split("/")[2]).countries.values_list("name", flat=True))
            assert not names or any(name in item.meta for name in names), item
