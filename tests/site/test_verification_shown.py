"""How far a record was checked is said on its page and in lists, can be chosen in lists and files, and is quiet."""

import csv
import datetime
import io

import pytest

from baliportal.catalogue.fact_changes import FactChange, last_fact_change
from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Change, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.verification_states import verification_states
from baliportal.search.index.sync import catch_up
from legislation.models import Law

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("values", "states"),
    [
        ((None, None, ""), ("unverified",)),
        (("", "", "Two dates."), ("unverified", "in-doubt")),
        ((DAY, None, ""), ("verified",)),
        ((DAY, None, "Two dates."), ("verified", "in-doubt")),
        ((DAY, DAY, ""), ("changed",)),
    ],
)
def test_a_record_is_verified_changed_since_or_not_yet_verified_and_may_be_in_doubt(values, states):
    assert verification_states(*values) == states


@pytest.fixture
def laws(db):
    values = {
        "Axolotl one": {},
        "Axolotl two": {"verified_on": DAY, "verified_by": "editor"},
        "Axolotl three": {"verified_on": DAY, "verified_by": "editor", "doubt": "Two dates."},
    }
    for title, more in values.items():
        move(Law.objects.create(title=title, **more), to=Status.PUBLISHED, by=SYSTEM)
    changed = Law.objects.get(title="Axolotl two")
    changed.number = "Act 2"
    changed.save()
    catch_up()


def titles(vera, query):
    content = vera.get(f"/legislation.csv?q=axolotl&{query}").getvalue().decode("utf-8-sig")
    return sorted(row["title"] for row in csv.DictReader(io.StringIO(content, newline="")))


def test_lists_and_files_are_filtered_by_it(vera, laws):
    assert titles(vera, "verification=unverified") == ["Axolotl one"]
    assert titles(vera, "verification=Changed") == ["Axolotl two"]
    assert titles(vera, "verification=verified") == ["Axolotl three"]
    assert titles(vera, "verification=in-doubt") == ["Axolotl three"]
    assert titles(vera, "verification=changed&verification=unverified") == ["Axolotl one", "Axolotl two"]
    assert len(titles(vera, "")) == 3


def test_cards_carry_the_mark_and_the_list_explains_it(laws, text_of, vera):
    text = text_of("/search/?q=axolotl")
    assert all(mark in text for mark in ("Not yet verified", "Changed since verified", "Verified, in doubt"))
    content = vera.get("/search/?q=axolotl").content.decode()
    assert 'href="/about/#verification"' in content
    assert 'name="verification" value="in-doubt"' in content
    assert 'id="verification"' in vera.get("/about/").content.decode()


@pytest.fixture
def law(db):
    made = Law.objects.create(title="Axolotl Act", number="Act 0")
    made.number = "Act 1"
    made.save()
    move(made, to=Status.PUBLISHED, by=SYSTEM)
    return Law.objects.get(pk=made.pk)


def newest(law):
    return Change.objects.of(law).first().at


def test_facts_are_as_first_recorded_on_the_day_of_publication_whatever_the_draft_said(law):
    assert last_fact_change(law) == FactChange(newest(law), first=True)


def test_a_check_a_theme_and_a_source_change_no_fact(law):
    published = newest(law)
    law.topics.add(Topic.objects.first())
    law.verified_on, law.verified_by, law.source_note = DAY, "editor", "Gazette 7"
    law.save()
    assert last_fact_change(law) == FactChange(published, first=True)


def test_a_change_of_a_fact_is_the_last_one_until_the_next(law, text_of):
    assert "Facts as first recorded on " in text_of(law.get_absolute_url())
    law.number = "Act 2"
    law.save()
    changed = newest(law)
    law.source_note = "Gazette 7"
    law.save()
    assert last_fact_change(law) == FactChange(changed, first=False)
    assert "Facts last changed on " in text_of(law.get_absolute_url())


def test_a_record_that_was_withdrawn_for_a_while_keeps_the_day_of_its_facts(law):
    published = newest(law)
    for to in (Status.WITHDRAWN, Status.DRAFT, Status.PUBLISHED):
        move(law, to=to, by=SYSTEM)
    assert last_fact_change(law) == FactChange(published, first=True)
