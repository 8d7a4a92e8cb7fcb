"""Articles of treaties and the places in laws that answer them are data, with a source each."""

import csv
from collections import defaultdict

import pytest

from baliportal.catalogue.kinds import named
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.starter.load import HERE
from legislation.models import Law, Provision, Treaty
from legislation.natural_order import natural_key

pytestmark = pytest.mark.django_db
PROTOCOLS = ("tip-protocol", "som-protocol")


def test_numbers_in_names_of_places_are_compared_as_numbers():
    places = ["s 26B", "s 5", "s 12", "s 26A", "Art. 10", "Art. 9"]
    assert sorted(places, key=natural_key) == ["Art. 9", "Art. 10", "s 5", "s 12", "s 26A", "s 26B"]


def test_the_articles_of_both_protocols_that_ask_something_are_recorded():
    articles = {slug: [a.number for a in Treaty.objects.get(slug=slug).articles.all()] for slug in PROTOCOLS}
    assert articles == {
        "tip-protocol": ["3", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"],
        "som-protocol": [
            "3",
            "5",
            "6",
            "7",
            "8",
            "9",
            "10",
            "11",
            "12",
            "13",
            "14",
            "15",
            "16",
            "17",
            "18",
            "19",
            "20",
        ],
    }
    criminalised = Treaty.objects.get(slug="tip-protocol").articles.get(number="5")
    assert (criminalised.heading, criminalised.subject) == ("Criminalization", "criminalisation")
    assert criminalised.asks


def test_a_record_of_a_treaty_reads_back_with_its_articles():
    treaty = Treaty.objects.get(slug="tip-protocol")
    record = to_record(treaty)
    other = apply_record(Treaty(), {"title": "Another treaty", "articles": record["articles"]})
    assert len(to_record(other)["articles"]) == 12
    assert to_record(other)["articles"] == record["articles"]


def test_a_record_of_before_there_were_articles_and_sources_is_read_as_if_they_were_empty():
    treaty, law = named("treaty"), named("law")
    assert treaty.canonical({"title": "Old"})["articles"] == []
    [provision] = law.canonical({"title": "Old", "provisions": [{"pinpoint": "s 5"}]})["provisions"]
    assert (provision["pinpoint"], provision["source_url"], provision["note"]) == ("s 5", "", "")


def test_every_recorded_place_names_its_source_and_an_article_that_is_there():
    articles = {
        (slug, article.number) for slug in PROTOCOLS for article in Treaty.objects.get(slug=slug).articles.all()
    }
    provisions = list(Provision.objects.select_related("treaty"))
    assert len(provisions) == 157
    assert [str(provision) for provision in provisions if not provision.source_url.startswith("http")] == []
    assert [str(p) for p in provisions if (p.treaty.slug, p.article) not in articles] == []


def test_at_least_ten_members_have_places_for_five_articles_of_the_protocols():
    articles = defaultdict(set)
    for law in Law.objects.prefetch_related("countries", "provisions"):
        for country in law.countries.all():
            articles[country.code] |= {(p.treaty_id, p.article) for p in law.provisions.all()}
    assert {code for code, found in articles.items() if len(found) >= 5} == {
        "AU", "BD", "FJ", "ID", "JP", "MY", "NZ", "PH", "TH", "US",
    }  # fmt: skip


def test_no_text_of_a_law_stands_in_the_starter_file():
    with (HERE / "provisions.csv").open(encoding="utf-8") as file:
        assert csv.DictReader(file).fieldnames == ["law", "pinpoint", "treaty", "article", "note", "source_url"]
