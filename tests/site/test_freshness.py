"""The next page shows every change, in whatever way it was written, also after damage to the index."""

import shutil

import pytest

from baliportal.catalogue import journal
from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Country, Entry, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.search.index.index import Index
from baliportal.search.index.sync import get_index
from baliportal.search.index.version import index_version
from baliportal.search.query import search
from legislation.models import Law

from ..file_replacement import replace_file

pytestmark = pytest.mark.django_db
WORD = "quetzalcoatl"


@pytest.fixture
def finds(vera, starter_index):
    """A function: True where the page of results for a word has a record."""

    def look(word, entry):
        return f'<h3><a href="{entry.get_absolute_url()}"' in vera.get(f"/search/?q={word}").content.decode()

    vera.get("/search/")
    return look


@pytest.fixture
def law(finds):
    return Law.objects.create(title=f"The {WORD} Act", status=Status.PUBLISHED)


def test_a_move_shows_at_once(finds, law):
    assert finds(WORD, law)
    move(law, to=Status.WITHDRAWN, by=SYSTEM)
    assert not finds(WORD, law)
    move(law, to=Status.PUBLISHED, by=SYSTEM)
    assert finds(WORD, law)


def test_a_saved_change_shows_at_once(finds, law):
    law.title, law.summary = "The Axolotl Act", "About newts"
    law.save()
    assert finds("axolotl", law)
    assert finds("newts", law)
    assert not finds(WORD, law)


def test_an_update_of_many_rows_shows_at_once(finds, law):
    Entry.objects.filter(pk=law.pk).update(title="The Axolotl Act")
    assert finds("axolotl", law)
    Entry.objects.filter(pk=law.pk).update(status=Status.DRAFT)
    assert not finds("axolotl", law)


def test_a_deletion_shows_at_once(finds, law):
    assert finds(WORD, law)
    law.delete()
    assert not finds(WORD, law)
    assert Law.objects.create(title=f"Another {WORD}", status=Status.PUBLISHED).delete()


def test_a_link_set_from_either_end_shows_at_once(vera, finds, law):
    law.countries.add(Country.objects.get(code="MY"))
    assert law.get_absolute_url() in vera.get(f"/search/?q={WORD}&country=MY").content.decode()
    Topic.objects.get(slug="child-protection").entries.add(law)
    assert law.get_absolute_url() in vera.get(f"/search/?q={WORD}&topic=child-protection").content.decode()


def test_a_country_that_is_renamed_is_found_under_its_new_name(finds, law):
    country = Country.objects.get(code="MY")
    law.countries.add(country)
    country.name = "Axolotlia"
    country.save()
    assert finds("axolotlia", law)


def test_many_changes_in_one_act_all_show(vera, finds):
    with journal.recording(by=SYSTEM):
        for n in range(30):
            Law.objects.create(title=f"{WORD} number {n}", status=Status.PUBLISHED)
    assert "<h2>30 results</h2>" in vera.get(f"/search/?q={WORD}").content.decode()


def test_what_is_undone_with_its_transaction_never_shows(finds, vera):
    with pytest.raises(ZeroDivisionError), journal.recording(by=SYSTEM):
        Law.objects.create(title=f"The {WORD} Act", status=Status.PUBLISHED)
        raise ZeroDivisionError
    assert "<h2>0 results</h2>" in vera.get(f"/search/?q={WORD}").content.decode()


def test_another_process_finds_it_in_the_same_directory(finds, law, settings):
    assert finds(WORD, law)
    other = Index(settings.INDEX_ROOT, index_version())
    assert [hit.pk for hit in search(other, WORD).hits] == [law.pk]
    move(law, to=Status.WITHDRAWN, by=SYSTEM)
    assert not finds(WORD, law)
    assert other.number == get_index().number
    assert search(other, WORD).hits == []


def test_an_index_that_is_deleted_is_built_again_by_the_next_search(finds, law, settings):
    assert finds(WORD, law)
    shutil.rmtree(settings.INDEX_ROOT)
    assert finds(WORD, law)


@pytest.mark.parametrize("damage", ["pointer", "meta", "segment"])
def test_an_index_that_is_damaged_is_built_again_by_the_next_search(finds, law, settings, damage):
    assert finds(WORD, law)
    _damage(settings.INDEX_ROOT, damage)
    law.summary = "Changed after the damage"
    law.save()
    assert finds(WORD, law)


def _damage(directory, what):
    if what == "pointer":
        (directory / "current").write_text("not JSON")
    if what == "meta":
        next(directory.glob("*/meta.json")).write_text("{}")
    if what == "segment":
        for file in directory.glob("*/*.store"):
            replace_file(file, b"nothing of the kind")
