"""Five laws of one title are told apart wherever a list names them: by country, number and status, an unknown one too."""

import json

import pytest
from django.contrib.admin.sites import site

from baliportal.catalogue.distinction import described, description
from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.publishing import Status, move
from baliportal.search.index.sync import catch_up
from baliportal.search.results.similar_entries import similar_entries
from legislation.models import Agreement, Law, LawRelation

pytestmark = pytest.mark.django_db

TITLE = "Axolotl Protection Act"
LAWS = [
    ("MY", "Act 1", "in-force", "Malaysia, Act 1, In force"),
    ("MY", "Act 2", "repealed", "Malaysia, Act 2, Repealed"),
    ("MY", "Act 2", "", "Malaysia, Act 2, Status not recorded"),
    ("TH", "Act 1", "in-force", "Thailand, Act 1, In force"),
    ("TH", "", "amended", "Thailand, In force, as amended"),
]
WORDS = [words for *_, words in LAWS]


@pytest.fixture
def laws(db):
    return [_law(*values) for *values, _ in LAWS]


def _law(country, number, status):
    made = Law.objects.create(title=TITLE, number=number, legal_status=status)
    made.countries.set(Country.objects.filter(code=country))
    move(made, to=Status.PUBLISHED, by=SYSTEM)
    return made


def test_a_described_entry_says_country_number_and_status(laws, django_assert_num_queries):
    for model in (Entry, Law):
        with django_assert_num_queries(1):
            found = list(described(model.objects.filter(title=TITLE)).order_by("pk"))
        assert [", ".join(description(entry)) for entry in found] == WORDS


def test_an_agreement_names_three_of_its_parties(db):
    made = Agreement.objects.create(title="Axolotl accord", legal_status="")
    made.countries.set(Country.objects.filter(code__in=["AU", "ID", "MY", "NZ", "TH"]))
    found = described(Entry.objects.filter(pk=made.pk)).get()
    assert description(found) == ["Australia", "Indonesia", "Malaysia", "2 more", "Status not recorded"]


def test_kinds_without_a_legal_status_are_not_said_to_lack_one(db):
    found = described(Entry.objects.filter(kind="workshop")).first()
    assert description(found) == []


def test_search_cards_say_number_and_status(laws, text_of):
    catch_up()
    text = text_of("/search/?q=axolotl")
    assert text.count("Law Act 1 In force") == 2
    assert text.count("Law Act 2 Repealed") == 1
    assert text.count("Law Act 2 Status not recorded") == 1
    assert text.count("Law In force, as amended") == 1


def test_suggestions_tell_them_apart(laws, vera):
    catch_up()
    answer = json.loads(vera.get("/search/suggest.json?q=axolotl").content)
    assert sorted(each["hint"] for each in answer["suggestions"]) == sorted(WORDS)


def test_related_and_similar_records_tell_them_apart(laws, text_of):
    first, *others = laws
    for other in others:
        LawRelation.objects.create(law=other, relation="implements", target=first)
    catch_up()
    text = text_of(first.get_absolute_url())
    assert all(words in text for words in WORDS[1:])
    assert {item.meta for item in similar_entries(first)} >= set(WORDS[1:])


def test_the_pages_of_duplicates_tell_them_apart(laws, client, ana):
    client.force_login(ana)
    page = client.get(site.get_model_admin(Law).url("merge", laws[0].pk, laws[1].public_id) + "?keep=this")
    content = page.content.decode()
    assert WORDS[0] in content
    assert WORDS[1] in content


def test_the_number_of_a_law_is_what_tells_it_apart():
    assert named("law").number == "number"
