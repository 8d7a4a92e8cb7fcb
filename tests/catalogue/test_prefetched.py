"""Prefetched relations of an entry save queries and are never stale."""

import pytest

from baliportal.catalogue.kinds import named
from baliportal.catalogue.schema.records import to_record, with_relations

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(db):
    return with_relations(named("law")).filter(topics__isnull=False).first()


def test_reading_what_was_fetched_along_asks_the_database_nothing(law, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert to_record(law)["topics"]


def test_a_set_of_links_that_changed_is_read_anew(law):
    law.topics.clear()
    assert to_record(law)["topics"] == []
