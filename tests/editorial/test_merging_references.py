"""Record merge: references to the source lead to the target, or nothing is merged."""

import pytest

from baliportal.catalogue.kinds import all_schemas
from baliportal.catalogue.models import Change, FormerId
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import to_record
from baliportal.catalogue.schema.references import references_to_kind, referrers
from baliportal.catalogue.schema.relations import Link, Links
from baliportal.editorial.record_merge import MergeRefused, merge
from legislation.models import Agreement, Law, LawRelation
from members.models import Organisation
from resources.models import Resource
from tests.stored_records import reloaded
from workshops.models import Attendance, Workshop

pytestmark = pytest.mark.django_db


def test_every_link_between_entries_in_any_record_form_is_a_place_that_is_re_pointed():
    linking = 0
    for form in all_schemas():
        for column in form.fields:
            inner = column.type.fields if isinstance(column.type, NestedRows) else [column]
            linking += sum(type(field.type) in (Link, Links) for field in inner)
    references = {
        (place.schema.name, place.field.name, place.inner) for kind in _kinds() for place in references_to_kind(kind)
    }
    assert len(references) == linking > 10


def _kinds():
    return ["workshop", "law", "agreement", "treaty", "resource", "member", "organisation", "system", "help-line"]


def test_fields_sets_and_rows_of_others_name_the_one_that_stays(ana):
    one, other = (Organisation.objects.create(title=title) for title in ("The Office", "Office, The"))
    guide = Resource.objects.create(title="A guide", publisher=other)
    meeting = Workshop.objects.create(title="A meeting")
    meeting.host_organisations.set([other])
    meeting.funders.set([one, other])
    Attendance.objects.create(workshop=meeting, organisation=other, role="speaker")
    assert set(referrers(other)) == {guide, meeting}
    merge(one, other, by=ana)
    assert reloaded(guide).publisher == one
    record = to_record(reloaded(meeting))
    assert (record["host_organisations"], record["funders"]) == ([one.slug], [one.slug])
    assert [row["organisation"] for row in record["attendances"]] == [one.slug]
    for entry in (guide, meeting):
        change = Change.objects.of(entry).first()
        assert (change.who, change.verb) == ("ana", "changed")
        assert "merged into" in change.note


def test_a_link_that_names_any_entry_is_re_pointed_too(target, source, ana):
    later = Law.objects.create(title="A later Act")
    LawRelation.objects.create(law=later, relation="amends", target=source)
    merge(target, source, by=ana)
    assert LawRelation.objects.get(law=later).target_id == target.pk


def test_references_of_the_two_to_each_other_are_removed(target, source, ana):
    LawRelation.objects.create(law=target, relation="amends", target=source)
    LawRelation.objects.create(law=source, relation="repeals", target=target)
    merge(target, source, by=ana)
    assert not LawRelation.objects.filter(law__in=[target.pk, source.pk]).exists()
    first, second = (Agreement.objects.create(title=title) for title in ("One", "Two"))
    first.supersedes.set([second])
    assert not reloaded(merge(first, second, by=ana)).supersedes.exists()


def test_when_another_record_cannot_name_both_nothing_is_merged_and_it_is_named(ana):
    one, other = (Organisation.objects.create(title=title) for title in ("The Office", "Office, The"))
    meeting = Workshop.objects.create(title="A meeting")
    Attendance.objects.create(workshop=meeting, organisation=one, role="speaker", note="One")
    Attendance.objects.create(workshop=meeting, organisation=other, role="speaker", note="Another")
    before = Change.objects.count()
    with pytest.raises(MergeRefused, match="“A meeting” cannot name the other"):
        merge(one, other, by=ana)
    assert Change.objects.count() == before
    assert Organisation.objects.filter(pk=other.pk).exists()
    assert not FormerId.objects.exists()
