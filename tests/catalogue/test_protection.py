"""Records that others name cannot be deleted, whether they point with a foreign key, a set of links or a row."""

import pytest
from django.db.models import ProtectedError

from baliportal.catalogue.models import Change, Country, Entry, JournalHead, Topic
from legislation.models import Agreement, CoverageCheck, Law, LawRelation, Provision, Treaty
from members.models import InformationSystem, Organisation
from resources.models import Resource
from workshops.models import Attendance, Series, Workshop

pytestmark = pytest.mark.django_db


def held(thing):
    """Tell whether a record cannot be deleted, by instance or queryset, as its kind or as bare entry, without a trace."""
    head = JournalHead.current()
    querysets = [type(thing).objects.filter(pk=thing.pk)]
    if isinstance(thing, Entry):
        querysets.append(Entry.objects.filter(pk=thing.pk))
    for delete in (thing.delete, *(queryset.delete for queryset in querysets)):
        with pytest.raises(ProtectedError):
            delete()
    return type(thing).objects.filter(pk=thing.pk).exists() and JournalHead.current() == head


def goes(thing):
    thing.delete()
    return Change.objects.of(thing).first().verb == "deleted"


@pytest.fixture
def office():
    return Organisation.objects.create(title="Office")


@pytest.fixture
def meeting():
    return Workshop.objects.create(title="Meeting")


@pytest.mark.parametrize("name", ["host_organisations", "funders"])
def test_an_organisation_named_by_a_meeting_stands(office, meeting, name):
    getattr(meeting, name).add(office)
    assert held(office)
    getattr(meeting, name).clear()
    assert goes(office)


def test_an_organisation_named_in_any_other_way_stands(office, meeting):
    for holder in (
        InformationSystem.objects.create(title="System", operator=office),
        Resource.objects.create(title="Guide", publisher=office),
        Attendance.objects.create(workshop=meeting, organisation=office),
    ):
        assert held(office)
        holder.delete()
    accord = Agreement.objects.create(title="Accord")
    accord.party_organisations.add(office)
    assert held(office)
    accord.delete()
    assert goes(office)


def test_a_meeting_its_materials_came_from_stands(meeting):
    guide = Resource.objects.create(title="Guide", meeting=meeting)
    assert held(meeting)
    Resource.objects.filter(pk=guide.pk).update(meeting=None, endorsed_by=meeting)
    assert held(meeting)
    guide.delete()
    assert goes(meeting)


def test_a_law_that_others_name_stands(law):
    other = Law.objects.create(title="Another Act")
    relation = LawRelation.objects.create(law=other, relation="amends", target=law.entry_ptr)
    assert held(law)
    relation.delete()
    accord = Agreement.objects.create(title="Accord")
    accord.ratifying_laws.add(law)
    assert held(law)
    accord.delete()
    assert goes(law)


def test_a_treaty_answered_by_a_provision_stands(law):
    treaty = Treaty.objects.create(title="Treaty")
    Provision.objects.create(law=law, pinpoint="s 1", treaty=treaty, article="5")
    assert held(treaty)
    law.delete()
    assert goes(treaty)


def test_an_agreement_that_was_superseded_stands_and_the_newer_one_may_go():
    old, new = Agreement.objects.create(title="Old"), Agreement.objects.create(title="New")
    new.supersedes.add(old)
    assert held(old)
    assert goes(new)
    assert goes(old)


def test_a_country_in_use_stands_and_one_that_nothing_names_may_go(law, meeting):
    nowhere = Country.objects.create(code="QM", name="Nowhere")
    for links in (law.countries, meeting.host_countries, meeting.co_chairs):
        links.add(nowhere)
        assert held(nowhere)
        links.clear()
    Workshop.objects.filter(pk=meeting.pk).update(place=nowhere)
    assert held(nowhere)
    meeting.delete()
    check = CoverageCheck.objects.create(country=nowhere, topic=Topic.objects.first())
    assert held(nowhere)
    check.delete()
    assert held(Country.objects.get(code="MY"))
    assert goes(nowhere)


def test_a_theme_in_use_stands_and_one_that_nothing_names_may_go(law):
    wide = Topic.objects.create(slug="zz-wide", label="Wide")
    narrow = Topic.objects.create(slug="zz-narrow", label="Narrow", parent=wide)
    law.topics.add(narrow)
    assert held(wide)
    assert held(narrow)
    law.topics.clear()
    assert goes(narrow)
    assert goes(wide)


def test_a_series_with_meetings_stands():
    series = Series.objects.create(slug="zz", name="Series")
    meeting = Workshop.objects.create(title="First", series=series, ordinal=1)
    assert held(series)
    meeting.delete()
    assert goes(series)


def test_the_refusal_says_who_names_it(office, meeting):
    meeting.funders.add(office)
    with pytest.raises(ProtectedError, match="Other records still name this: Meeting") as refusal:
        office.delete()
    assert [holder.title for holder in refusal.value.protected_objects] == ["Meeting"]
