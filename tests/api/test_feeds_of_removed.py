"""Deleted entries of feeds (RFC 6721): told of what everybody could see, and nothing of what nobody could."""

import pytest
from django.core.cache import cache

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Change, DeletedRecord
from baliportal.catalogue.publishing import Status, Visibility, move
from baliportal.editorial.record_merge import merge
from legislation.models import Law
from resources.models import Resource

from .reading import id_of, read, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_these_records(empty_portal):
    """The tests name every record that there is."""


def law(title="An Act", **fields):
    return Law.objects.create(**{"title": title, "type": "act", "status": Status.PUBLISHED} | fields)


def withdraw(entry):
    move(entry, to=Status.WITHDRAWN, by=SYSTEM)


def restrict(entry):
    Law.objects.filter(pk=entry.pk).update(visibility=Visibility.OFFICIALS)


def delete(entry):
    entry.delete()


def withdraw_and_delete(entry):
    withdraw(entry)
    Law.objects.get(pk=entry.pk).delete()


@pytest.mark.parametrize("take_away", [withdraw, restrict, delete, withdraw_and_delete])
def test_what_was_public_and_no_longer_is_is_told_without_a_reason(vera, take_away):
    entry, name = law(), "An Act"
    ref = id_of(entry)
    assert (titles(read(vera, "/search.atom")), read(vera, "/search.atom").removed) == ([name], {})
    take_away(entry)
    for address in (
        "/search.atom",
        "/legislation.atom",
        "/search.atom?kind=law",
        "/legislation.atom?country=ID&q=word",
    ):
        feed = read(vera, address)
        assert (feed.entries, feed.removed) == ([], {ref: ""})
    content = vera.get("/search.atom").content.decode()
    assert content.count("No longer published in this portal.") == 1
    assert name not in content
    assert read(vera, "/workshops.atom").removed == {}


@pytest.mark.parametrize("take_away", [withdraw, restrict, delete, withdraw_and_delete])
def test_what_nobody_could_see_is_told_to_nobody(vera, take_away):
    drafts = (delete, restrict)
    entry = law(status=Status.DRAFT) if take_away in drafts else law(visibility=Visibility.SECRETARIAT)
    take_away(entry)
    assert read(vera, "/search.atom").removed == {}


def test_a_record_that_is_published_again_is_new_and_no_longer_told_as_gone(vera):
    entry = law()
    withdraw(entry)
    gone = read(vera, "/search.atom").feed.updated
    move(entry, to=Status.DRAFT, by=SYSTEM)
    move(entry, to=Status.PUBLISHED, by=SYSTEM)
    feed = read(vera, "/search.atom")
    assert (titles(feed), feed.removed) == (["An Act"], {})
    assert feed.entries[0].updated > gone


def test_a_merged_record_leads_to_the_one_that_stays(vera):
    stays, goes = law("Stays"), law("Goes")
    ref = id_of(goes)
    merge(stays, goes, by=SYSTEM)
    feed = read(vera, "/search.atom")
    assert (titles(feed), feed.removed) == (["Stays"], {ref: f"http://testserver/e/{stays.public_id}/"})
    withdraw(stays)
    cache.clear()
    assert read(vera, "/search.atom").removed == {ref: "", id_of(stays): ""}


def test_the_newest_fifty_are_told_newest_first(vera):
    entries = [Resource.objects.create(title=f"{n}", type="report", status=Status.PUBLISHED) for n in range(52)]
    for entry in entries:
        move(entry, to=Status.WITHDRAWN, by=SYSTEM)
    assert list(read(vera, "/resources.atom").removed) == [id_of(entry) for entry in reversed(entries[2:])]


def test_an_official_is_not_told_that_a_record_went_which_officials_still_see(vera, tomasi):
    entry = law()
    restrict(entry)
    vera.force_login(tomasi)
    response = vera.get("/search.atom")
    feed = read(vera, "/search.atom")
    assert (titles(feed), feed.removed) == (["An Act"], {})
    assert "For officials only" in feed.entries[0].summary
    assert (response["Cache-Control"], response.has_header("Last-Modified")) == ("private, no-store", False)


def test_a_restored_record_is_told_as_one_that_is_not_public_until_it_is(vera):
    entry = law()
    ref = id_of(entry)
    entry.delete()
    assert DeletedRecord.objects.count() == 1
    assert Change.objects.filter(verb="deleted", is_public=True).count() == 1
    restored = law(public_id=entry.public_id, status=Status.DRAFT)
    assert (read(vera, "/search.atom").removed, read(vera, "/search.atom").entries) == ({ref: ""}, [])
    move(restored, to=Status.PUBLISHED, by=SYSTEM)
    assert read(vera, "/search.atom").removed == {}


def test_what_was_taken_away_long_ago_stands_on_further_pages(vera):
    for number in range(52):
        law(f"Act {number}").delete()
    first, second = read(vera, "/search.atom"), read(vera, "/search.atom?page=2")
    assert (len(first.removed), len(second.removed)) == (50, 2)
    assert not first.removed.keys() & second.removed.keys()
