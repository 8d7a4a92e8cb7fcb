"""The page of a law: status first, its life, its effects both ways, its texts and provisions; unknown facts are said."""

import re

import pytest
from django.utils.html import strip_tags

from baliportal.catalogue.publishing import Status
from legislation.models import Law, Treaty

PUBLISHED = {"status": Status.PUBLISHED, "state": "MY"}


def text_of(client, law):
    """The text of the main part of its page, as one line."""
    html = client.get(law.get_absolute_url()).content.decode()
    return re.sub(r"\s+", " ", strip_tags(html[html.index("<main") : html.index("</main>")]))


@pytest.fixture
def act(record):
    return record("Anti-Trafficking Act", date="2007-07", number="Act 670", legal_status="repealed", **PUBLISHED)


def test_the_strip_says_what_repealed_a_law_and_when_and_what_is_not_recorded(client, record, act):
    later = record("Second Act", date="2015", number="Act 9", legal_status="in-force", **PUBLISHED)
    later.relations.create(relation="repeals", target=act)
    text = text_of(client, act)
    strip = text[text.index("Repealed by") : text.index("Life of this law")]
    assert strip.startswith("Repealed by Second Act, on a day that is not recorded The law that ended it: Act 9 · ")
    assert "Number Act 670 Jurisdiction Malaysia Enacted July 2007 In force since Not recorded" in strip


def test_effects_stand_the_right_way_round_on_both_pages(client, record, act):
    later = record("Second Act", date="2015", **PUBLISHED)
    later.relations.create(relation="amends", target=act)
    assert "This law Amends Anti-Trafficking Act (Act 670 · 2007 · repealed)" in text_of(client, later)
    assert "This law is Amended by Second Act (2015 · status not recorded)" in text_of(client, act)


def test_a_repeal_is_one_event_of_the_life_and_an_unknown_commencement_follows_the_enactment(client, record, act):
    Law.objects.filter(pk=act.pk).update(repealed_date="2016-02")
    later = record("Second Act", date="2015", **PUBLISHED)
    later.relations.create(relation="repeals", target=act)
    life = "Enacted July 2007 In force Not recorded Repealed February 2016 by Second Act "
    assert life in text_of(client, act)


def test_what_happened_after_the_day_that_is_asked_about_is_marked(client, record, act):
    record("Second Act", date="2015", **PUBLISHED).relations.create(relation="amends", target=act)
    day = client.get(f"{act.get_absolute_url()}?as_of=2010-01-01").content.decode()
    assert "2015 (after that day)" in day
    assert "2007 (after" not in day
    assert "(after that day)" not in client.get(act.get_absolute_url()).content.decode()


def test_an_act_that_is_not_published_is_named_nowhere(client, record, act):
    draft = record("Secret Bill", date="2015", state="MY")
    draft.relations.create(relation="repeals", target=act)
    act.relations.create(relation="amends", target=draft)
    assert "Secret Bill" not in text_of(client, act)
    assert "Repealed, on a day that is not recorded" in text_of(client, act)


def test_the_jurisdiction_leads_to_the_page_of_the_member(client, act):
    assert '<a href="/members/my/"' in client.get(act.get_absolute_url()).content.decode()


def test_provisions_name_the_article_that_they_answer(client, act):
    treaty = Treaty.objects.get(slug="tip-protocol")
    act.provisions.create(pinpoint="s 12", treaty=treaty, article="5", text="Sesiapa", language="ms")
    act.provisions.create(pinpoint="ss 8–9", note="Attempts.")
    text = text_of(client, act)
    assert "What it says ss 8–9 Not recorded Attempts. The text itself is not kept here. s 12 Article 5, " in text
    assert f"s 12 Article 5, {treaty.short_title} Sesiapa" in text


def test_a_page_costs_at_most_twelve_queries(client, record, act, django_assert_max_num_queries):
    for number in range(5):
        other = record(f"Act {number}", date="2015", **PUBLISHED)
        other.relations.create(relation="amends", target=act)
        act.relations.create(relation="implements", target=other)
    address = act.get_absolute_url()
    client.get(record("Another Act", **PUBLISHED).get_absolute_url())  # names that all pages share are read once
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
