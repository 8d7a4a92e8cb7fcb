"""Facts about the subject, which a verification confirms, and statements about the record, which it does not."""

import pytest

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import apply_record
from legislation.models import Treaty

SAID_OF_THE_RECORD = {
    "id", "slug", "topics", "source_url", "source_note", "doubt", "verified_on", "verified_by", "verification_due", "verification_lapsed_on",
    "status", "visibility", "files", "other_names",
}  # fmt: skip


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_all_that_a_kind_records_is_a_fact_but_what_is_said_of_the_record(kind):
    archived = {"archive_links"} if kind.name in ("law", "resource") else set()
    assert {column.name for column in kind.fields if not column.fact} == SAID_OF_THE_RECORD | archived
    assert "title" in kind.facts(kind.canonical({}))


@pytest.mark.django_db
def test_another_source_of_a_row_is_no_other_fact_and_another_date_is():
    treaty, form = Treaty.objects.create(title="A treaty"), named("treaty")
    act = {"country": "AU", "action": "ratification", "date": "2005", "source_url": "https://example.org/a"}
    said = [act, act | {"source_url": "https://example.org/b"}, act | {"date": "2006"}]
    facts = []
    for row in said:
        apply_record(treaty, {"actions": [row]})
        facts.append(form.facts(Change.objects.of(treaty).first().record))
    assert facts[0] == facts[1] != facts[2]
    assert "source_url" not in facts[2]["actions"][0]
