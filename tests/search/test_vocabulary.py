"""The thesaurus is the vocabularies' as they are now, and costs no query while they stay as they are."""

import pytest

from baliportal.catalogue import journal
from baliportal.catalogue.journal.head import newest_head
from baliportal.catalogue.models import Country, Term, Topic
from baliportal.search.index.projection import documents
from baliportal.search.thesaurus.loader import get_thesaurus
from legislation.models import Law

HERE = journal.Program("test")


@pytest.fixture(autouse=True)
def _database(db):
    pass


def values(facet, text):
    return get_thesaurus().values(facet, text)


def test_themes_countries_and_choices_go_by_their_names():
    assert values("topic", "trafficking in persons") == ("trafficking-in-persons",)
    assert values("country", "Burma") == ("MM",)
    assert values("kind", "Laws") == ("law",)
    assert values("type", "policy guide") == ("policy-guide",)
    assert values("language", "Khmer") == ("km",)


def test_a_new_name_is_known_at_once():
    assert values("topic", "moving people") == ()
    with journal.recording(by=HERE):
        Topic.objects.get(slug="people-smuggling").names.create(text="moving people")
    assert values("topic", "moving people") == ("people-smuggling",)


def test_a_term_may_stand_for_a_choice():
    with journal.recording(by=HERE):
        Term.objects.create(slug="statute", label="Statute", stands_for="kind:law")
    count, concepts = get_thesaurus().longest_name([("statut",)])
    assert (count, concepts[0].facet, concepts[0].value) == (1, "kind", "law")


def test_an_unchanged_thesaurus_costs_no_query(django_assert_num_queries):
    position = newest_head().position
    get_thesaurus(position)
    with django_assert_num_queries(0):
        assert get_thesaurus(position) is get_thesaurus(position)
    with django_assert_num_queries(1):
        get_thesaurus()


def test_a_change_of_another_kind_costs_one_query(django_assert_num_queries):
    before = get_thesaurus()
    with journal.recording(by=HERE):
        Law.objects.first().save()
        law = Law.objects.first()
        law.summary += " Seen again."
        law.save()
    position = newest_head().position
    with django_assert_num_queries(1):
        assert get_thesaurus(position) is before


def test_short_names_of_organisations_and_treaties_are_known():
    count, concepts = get_thesaurus().longest_name([("untoc",)])
    assert count == 1
    assert any("Transnational" in concept.label for concept in concepts)


@pytest.mark.parametrize(
    ("slug", "standing"), [("my-act-670-2007", 1.0), ("my-act-a1385-2010", 0.4), ("id-law-9-1992", 0.0)]
)
def test_repealed_and_amending_laws_have_a_lower_standing(slug, standing):
    law = Law.objects.get(slug=slug)
    assert [document.standing for document in documents([law.pk])] == [standing]


def test_synonyms_are_added_to_queries_and_not_indexed():
    [document] = documents([Law.objects.get(slug="my-act-670-2007").pk])
    assert "Trafficking in persons" in document.names
    assert "perdagangan orang" not in document.names
    assert Country.objects.get(code="MY").name in document.names
