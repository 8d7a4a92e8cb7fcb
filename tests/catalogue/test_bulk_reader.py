"""A bare row gives the same record as a model, to every audience, in a fixed number of queries."""

from itertools import product

import pytest

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.catalogue.schema.bulk_reader import BulkReader
from baliportal.catalogue.schema.records import to_record, with_relations
from members.models import Organisation
from workshops.models import Workshop

from ..sampling import sample

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("kind", "audience"),
    sample(product(all_kinds(), [None, *Visibility]), one_in=3),
    ids=lambda of: getattr(of, "name", "all"),
)
def test_the_record_is_the_same(kind, audience):
    models = {entry.pk: to_record(entry, audience) for entry in with_relations(kind)}
    bare = {row.pk: to_record(row, audience) for row in BulkReader(kind).read(list(models))}
    assert bare == models


@KINDS
def test_links_to_what_is_not_public_are_told_to_nobody_else(kind):
    Organisation.objects.update(status=Status.DRAFT)
    Workshop.objects.update(visibility=Visibility.SECRETARIAT)
    for audience in Visibility:
        models = {entry.pk: to_record(entry, audience) for entry in with_relations(kind)}
        assert {row.pk: to_record(row, audience) for row in BulkReader(kind).read(list(models))} == models


@KINDS
def test_queries_do_not_grow_with_the_rows(kind, django_assert_max_num_queries):
    pks = list(kind.model.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(2 * len(kind.fields)):
        assert len(BulkReader(kind).read(pks)) == len(pks)


def test_only_what_is_asked_for_is_read(django_assert_num_queries):
    law = next(kind for kind in all_kinds() if kind.name == "law")
    chosen = [law.field("title"), law.field("date"), law.field("number")]
    pks = list(law.model.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        rows = BulkReader(law, chosen).read(pks)
        assert [[column.read(row) for column in chosen] for row in rows]
