"""An address once given keeps working: it leads to the entry it was of, until a living entry has it."""

import pytest

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, FormerAddress
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from baliportal.catalogue.schema.relations import find_entry
from baliportal.catalogue.schema.scalars import InvalidValue
from legislation.models import Agreement, Law

pytestmark = pytest.mark.django_db
OLD = "an-act-to-be-tested"


def by_save(law, slug):
    law.slug = slug
    law.save()


def by_update(law, slug):
    Law.objects.filter(pk=law.pk).update(slug=slug)


def by_record(law, slug):
    apply_record(Law.objects.get(pk=law.pk), {"slug": slug})


def by_bulk_update(law, slug):
    law.slug = slug
    Law.objects.bulk_update([law], ["slug"])


@pytest.fixture
def published(law):
    return move(law, to=Status.PUBLISHED, by=journal.SYSTEM)


@pytest.mark.parametrize("change", [by_save, by_update, by_record, by_bulk_update])
def test_the_old_address_leads_to_the_new_one(published, vera, change):
    change(published, "act-1")
    answer = vera.get(f"/legislation/{OLD}/")
    assert (answer.status_code, answer["Location"]) == (301, "/legislation/act-1/")
    assert find_entry("law", OLD).pk == published.pk
    assert Change.objects.of(published).first().record["slug"] == "act-1"


def test_every_address_it_ever_had_leads_straight_to_the_present_one(published, vera):
    for slug in ("act-1", "act-2", "act-3"):
        by_save(published, slug)
    for slug in (OLD, "act-1", "act-2"):
        assert vera.get(f"/legislation/{slug}/")["Location"] == "/legislation/act-3/"
    by_save(published, OLD)
    assert vera.get("/legislation/act-3/")["Location"] == f"/legislation/{OLD}/"
    assert not FormerAddress.objects.filter(slug=OLD).exists()


@pytest.mark.parametrize("acts", [1, 3])
def test_two_entries_may_swap_their_addresses(published, acts):
    other = Law.objects.create(title="Other", slug="other")
    steps = [(published, "between"), (other, OLD), (published, "other")]
    if acts == 1:
        with journal.recording():
            for law, slug in steps:
                by_update(law, slug)
    else:
        for law, slug in steps:
            by_update(law, slug)
    assert (find_entry("law", "other").pk, find_entry("law", OLD).pk) == (published.pk, other.pk)
    assert not FormerAddress.objects.filter(slug__in=["other", OLD]).exists()


def test_a_living_entry_wins_over_a_former_address(published, vera):
    by_save(published, "act-1")
    newcomer = move(Law.objects.create(title="New", slug=OLD), to=Status.PUBLISHED, by=journal.SYSTEM)
    assert vera.get(f"/legislation/{OLD}/").context["entry"] == newcomer
    assert find_entry("law", OLD).pk == newcomer.pk
    by_save(newcomer, "act-2")
    assert vera.get(f"/legislation/{OLD}/")["Location"] == "/legislation/act-2/"


def test_no_address_leads_to_what_is_not_published(published, vera, ana):
    by_save(published, "act-1")
    move(published, to=Status.WITHDRAWN, by=ana)
    assert vera.get(f"/legislation/{OLD}/").status_code == 404
    assert vera.get("/legislation/act-1/").status_code == 404


def test_former_addresses_go_with_their_entry(published):
    by_save(published, "act-1")
    published.delete()
    with pytest.raises(InvalidValue, match=f"there is no law “{OLD}”"):
        find_entry("law", OLD)


def test_addresses_are_unique_within_a_kind_only():
    assert {Law.objects.create(title="Same").slug, Agreement.objects.create(title="Same").slug} == {"same"}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Anti-Trafficking in Persons Act (Act 670), 2007", "anti-trafficking-in-persons-act-act-670-2007"),
        ("Loi n° 12 relative à la traite", "loi-n-12-relative-a-la-traite"),
        ("— Ⅳ —", "iv"),
        ("x" * 300, "x" * 100),
        ("word " * 60, "-".join(["word"] * 20)),
    ],
)
def test_an_address_is_made_from_the_title(title, slug):
    assert Law.objects.create(title=title).slug == slug


@pytest.mark.parametrize("title", ["พระราชบัญญัติป้องกันและปราบปรามการค้ามนุษย์", "قانون", "人口贩运", "👩🏽‍⚖️", "!!!"])
def test_a_title_without_latin_letters_is_addressed_by_its_permanent_id(title):
    law = Law.objects.create(title=title)
    assert law.slug == law.public_id


def test_an_address_that_is_or_was_in_use_is_not_given_again(law):
    by_save(law, "act-1")
    slugs = [Law.objects.create(title="An Act to be tested").slug for _ in range(2)]
    bulk = Law.objects.bulk_create([Law(title="An Act to be tested") for _ in range(2)])
    assert [*slugs, *(each.slug for each in bulk)] == [f"{OLD}-{number}" for number in (2, 3, 4, 5)]


def test_an_empty_cell_does_not_move_an_entry(law):
    apply_record(law, {"slug": ""})
    assert Law.objects.get(pk=law.pk).slug == OLD
    assert not FormerAddress.objects.filter(entry=law.pk).exists()
