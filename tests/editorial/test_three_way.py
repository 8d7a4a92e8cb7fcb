"""Two edits of one record brought together, whatever they are."""

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.editorial.three_way_merge import merge_three_ways
from baliportal.files.models import File
from resources.models import Resource

from ..catalogue.made_up import made_up_records
from ..catalogue.strategies import WITH_DATABASE

pytestmark = pytest.mark.django_db
FEW = settings(WITH_DATABASE, max_examples=6)
EVERY_KIND = pytest.mark.parametrize("kind", [kind.name for kind in all_kinds()])


@pytest.fixture(autouse=True)
def kept_file(db):
    """A file that records of resources may name."""
    File.objects.create(resource=Resource.objects.create(title="A guide"), file=ContentFile(b"Guide", name="guide.pdf"))


def merged(kind, before, edit, now):
    return now | {each.column.name: each.merged for each in merge_three_ways(kind, before, edit, now)}


@EVERY_KIND
@FEW
@given(data=st.data())
def test_edits_meet_as_they_should(kind, data):
    before, edit, now = (data.draw(made_up_records(named(kind))) | {"id": "same"} for _ in range(3))
    assert merge_three_ways(kind, before, before, now) == []
    assert merged(kind, before, edit, before) == edit
    assert merged(kind, before, edit, edit) == edit
    for meeting in merge_three_ways(kind, before, edit, now):
        name = meeting.field.name
        if now[name] == before[name]:
            assert meeting.merged == edit[name]
        if meeting.conflict:
            assert meeting.merged == now[name]
            assert before[name] != now[name] != edit[name]
        assert meeting.field.type.clean(meeting.merged) == meeting.merged
    different_fields_both_stand(kind, before, edit, now, data.draw(st.sets(st.sampled_from(named(kind).names))))


def different_fields_both_stand(kind, before, edit, now, mine):
    """In either order, when one side changes some fields and the other side the rest."""
    edit = {name: (edit if name in mine else before)[name] for name in before}
    now = {name: (before if name in mine else now)[name] for name in before}
    both = {name: (edit if name in mine else now)[name] for name in before}
    assert merged(kind, before, edit, now) == merged(kind, before, now, edit) == both
