"""Three-way merge of records, for arbitrary records of every kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.editorial.three_way_merge import merge_three_ways
from resources.models import Resource

from ..catalogue.record_strategies import records_of
from ..catalogue.strategies import WITH_DATABASE
from ..files.storing import file_of

pytestmark = pytest.mark.django_db
FEW = settings(WITH_DATABASE, max_examples=6)
EVERY_KIND = pytest.mark.parametrize("kind", [kind.name for kind in all_kinds()])


@pytest.fixture(autouse=True)
def stored_file(db):
    """Store a file that records of resources may name."""
    file_of(Resource.objects.create(title="A guide"))


def merged(kind, before, edit, now):
    return now | {merge.field.name: merge.merged for merge in merge_three_ways(kind, before, edit, now)}


@EVERY_KIND
@FEW
@given(data=st.data())
def test_a_merge_takes_the_changed_side_and_reports_conflicts(kind, data):
    before, edit, now = (data.draw(records_of(named(kind))) | {"id": "same"} for _ in range(3))
    assert merge_three_ways(kind, before, before, now) == []
    assert merged(kind, before, edit, before) == edit
    assert merged(kind, before, edit, edit) == edit
    for merge in merge_three_ways(kind, before, edit, now):
        name = merge.field.name
        if now[name] == before[name]:
            assert merge.merged == edit[name]
        if merge.conflict:
            assert merge.merged == now[name]
            assert before[name] != now[name] != edit[name]
        assert merge.field.type.clean(merge.merged) == merge.merged
    different_fields_both_stand(kind, before, edit, now, data.draw(st.sets(st.sampled_from(named(kind).names))))


def different_fields_both_stand(kind, before, edit, now, own):
    """Assert that edits of different fields are all applied, in either order."""
    edit = {name: (edit if name in own else before)[name] for name in before}
    now = {name: (before if name in own else now)[name] for name in before}
    both = {name: (edit if name in own else now)[name] for name in before}
    assert merged(kind, before, edit, now) == merged(kind, before, now, edit) == both
