"""Audiences of a record: visitors never learn of a draft, and only officials see contact points."""

import pytest

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.publishing import Status, Visibility, move
from baliportal.catalogue.schema.records import to_record, with_relations
from legislation.models import Agreement, Law, LawRelation, Provision, Treaty
from members.models import ContactPoint, InformationSystem, MemberState, Organisation
from resources.models import Resource
from workshops.models import Attendance, Workshop

pytestmark = pytest.mark.django_db
SECRET = "zz-secret"
HIDDEN = [
    *((status, Visibility.PUBLIC) for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN)),
    *((Status.PUBLISHED, visibility) for visibility in (Visibility.OFFICIALS, Visibility.SECRETARIAT)),
]


def make(model, status, visibility, **fields):
    """An entry of this kind that visitors must not learn of."""
    return model.objects.create(title="Secret", slug=SECRET, status=status, visibility=visibility, **fields)


def pointing_entries(status, visibility):
    """Published entries that point to a hidden one in every way there is."""
    office, meeting, law, guide, agreement, treaty = (
        make(model, status, visibility) for model in (Organisation, Workshop, Law, Resource, Agreement, Treaty)
    )
    yield InformationSystem.objects.create(title="System", operator=office)
    yield Resource.objects.create(title="Guide", publisher=office, meeting=meeting, endorsed_by=meeting,
                                  translation_of=guide)  # fmt: skip
    conference = Workshop.objects.create(title="Conference")
    conference.host_organisations.add(office)
    conference.funders.add(office)
    Attendance.objects.create(workshop=conference, organisation=office)
    yield conference
    accord = Agreement.objects.create(title="Accord")
    accord.ratifying_laws.add(law)
    accord.supersedes.add(agreement)
    accord.party_organisations.add(office)
    yield accord
    act = Law.objects.create(title="Act")
    LawRelation.objects.create(law=act, relation="amends", target=law.entry_ptr)
    Provision.objects.create(law=act, pinpoint="s 1", treaty=treaty)
    yield act


@pytest.mark.parametrize(("status", "visibility"), HIDDEN)
def test_visitors_learn_of_nothing_that_is_not_published_to_them_and_the_secretariat_of_no_draft(status, visibility):
    for entry in pointing_entries(status, visibility):
        assert SECRET not in str(to_record(entry, Visibility.PUBLIC))
        assert (SECRET in str(to_record(entry, Visibility.SECRETARIAT))) == (status == Status.PUBLISHED)
        assert SECRET in str(to_record(entry))


@pytest.mark.parametrize(("status", "visibility"), HIDDEN)
def test_officials_learn_of_what_is_published_to_them_and_of_nothing_else(status, visibility):
    theirs = (status, visibility) == (Status.PUBLISHED, Visibility.OFFICIALS)
    for entry in pointing_entries(status, visibility):
        assert (SECRET in str(to_record(entry, Visibility.OFFICIALS))) == theirs


def test_a_link_shows_itself_once_its_target_is_published():
    office = make(Organisation, Status.DRAFT, Visibility.PUBLIC)
    system = InformationSystem.objects.create(title="System", operator=office)
    move(office, to=Status.PUBLISHED, by=journal.SYSTEM)
    assert to_record(InformationSystem.objects.get(pk=system.pk), Visibility.PUBLIC)["operator"] == SECRET


def test_contact_points_are_for_officials():
    member = MemberState.objects.get(country=Country.objects.get(code="MY"))
    ContactPoint.objects.create(member=member, role="Passport desk", mailbox="desk@example.org")
    row = {"role": "Passport desk", "authority": "", "mailbox": "desk@example.org"}
    assert to_record(member, Visibility.PUBLIC)["contact_points"] == []
    assert "desk@example.org" not in str(to_record(member, Visibility.PUBLIC))
    assert to_record(member, Visibility.OFFICIALS)["contact_points"] == [row]
    assert to_record(member)["contact_points"] == [row]


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_every_audience_is_given_the_same_fields(kind):
    entry = with_relations(kind).first()
    whole = to_record(entry)
    for audience in Visibility:
        shown = to_record(entry, audience)
        assert list(shown) == list(whole)
        assert {type(shown[name]) for name in shown} <= {str, int, bool, list, type(None)}


def test_the_workflow_itself_is_the_secretariats():
    entry = Entry.objects.published().first()
    assert to_record(entry, Visibility.PUBLIC)["status"] == to_record(entry, Visibility.OFFICIALS)["status"] == ""
    assert to_record(entry, Visibility.SECRETARIAT)["status"] == "published"
