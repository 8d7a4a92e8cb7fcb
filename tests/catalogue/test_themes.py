"""Entries about a theme: its own, and those of its narrower themes."""

import pytest

from baliportal.catalogue.models import Entry, Topic
from baliportal.catalogue.publishing import Status
from legislation.models import Law

pytestmark = pytest.mark.django_db


@pytest.fixture
def laws():
    """A broad theme, one below it and one beside it, with a published law under each, and one under the first two."""
    broad = Topic.objects.create(slug="broad", label="Broad")
    below = Topic.objects.create(slug="below", label="Below", parent=broad)
    beside = Topic.objects.create(slug="beside", label="Beside")
    for title, topics in {"broad": [broad], "below": [below], "beside": [beside], "both": [broad, below]}.items():
        Law.objects.create(title=title, status=Status.PUBLISHED).topics.set(topics)


def titles_about(slug):
    return sorted(entry.title for entry in Entry.objects.about(Topic.objects.get(slug=slug)))


def test_a_theme_holds_its_narrower_themes_and_each_entry_once(laws):
    assert titles_about("broad") == ["below", "both", "broad"]


def test_a_narrower_theme_does_not_hold_the_broader_one(laws):
    assert titles_about("below") == ["below", "both"]


def test_the_page_of_a_theme_lists_what_stands_under_its_narrower_themes(laws, client):
    page = client.get("/topics/broad/")
    assert page.context["total"] == 3
    assert client.get("/topics/below/").context["total"] == 2
    assert client.get("/topics/beside/").context["total"] == 1
