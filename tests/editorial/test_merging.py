"""Record merge: no data is lost, old addresses lead to the target, and it can be undone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from baliportal.catalogue.journal import SYSTEM, history
from baliportal.catalogue.models import Change, Country, FormerAddress
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import to_record
from baliportal.editorial.record_merge import MergeRefused, choices, merge
from baliportal.files.models import File
from legislation.models import Law, Provision, Treaty
from resources.models import Resource
from tests.stored_records import reloaded

from ..files.storing import content_of, file_of
from ..sampling import examples

pytestmark = pytest.mark.django_db


def test_missing_values_come_from_the_source_and_sets_and_rows_are_united(target, source, ana):
    merged = to_record(reloaded(merge(target, source, by=ana)))
    assert (merged["title"], merged["number"], merged["summary"]) == ("The Act", "Act 1", "What it does")
    assert merged["topics"] == ["extradition", "victim-protection"]
    assert [row["pinpoint"] for row in merged["provisions"]] == ["s 12"]
    assert (merged["status"], merged["slug"]) == ("published", target.slug)
    assert not Law.objects.filter(pk=source.pk).exists()


def test_the_value_of_each_field_can_be_chosen(target, source, ana):
    chosen = {"title": "goes", "topics": "stays", "provisions": "goes", "number": "goes"}
    merged = to_record(reloaded(merge(target, source, by=ana, chosen=chosen)))
    assert (merged["title"], merged["number"], merged["topics"]) == ("Act, The", "", ["extradition"])


def test_only_what_differs_is_to_be_chosen(target, source):
    assert {column.name for column, *_ in choices(target, source)} == {
        "title", "number", "source_note", "summary", "topics", "provisions",
    }  # fmt: skip


def test_it_is_one_act_and_both_histories_stay(target, source, ana):
    before = {law.public_id: Change.objects.of(law).count() for law in (target, source)}
    merge(target, source, by=ana, note="Entered twice")
    last = {law.public_id: Change.objects.of(law).first() for law in (target, source)}
    assert {law: Change.objects.filter(subject=law).count() for law in before} == {
        law: n + 1 for law, n in before.items()
    }
    assert (last[target.public_id].verb, last[source.public_id].verb) == ("merged", "deleted")
    assert {change.who for change in last.values()} == {"ana"}
    assert all("Entered twice" in change.note and source.public_id in change.note for change in last.values())


def test_old_addresses_lead_to_the_one_that_stays_the_permanent_one_too(client, target, source, ana):
    Law.objects.filter(pk=source.pk).update(slug="a-newer-address")
    gone = Law.objects.get(pk=source.pk)
    merge(target, gone, by=ana)
    for slug in (source.slug, "a-newer-address"):
        answer = client.get(f"/legislation/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, target.get_absolute_url())
    assert client.get(f"/e/{source.public_id}/")["Location"] == target.get_absolute_url()
    assert client.get(f"/e/{target.public_id}/")["Location"] == target.get_absolute_url()


def test_addresses_lead_on_through_a_second_merger_and_never_to_what_is_not_published(client, target, source, ana):
    merge(target, source, by=ana)
    last = Law.objects.create(title="The last")
    merge(last, reloaded(target), by=ana)
    move(last, to=Status.WITHDRAWN, by=SYSTEM)
    assert client.get(f"/e/{source.public_id}/").status_code == 404
    move(last, to=Status.PUBLISHED, by=SYSTEM)
    for address in (f"/e/{source.public_id}/", f"/e/{target.public_id}/", f"/legislation/{source.slug}/"):
        assert client.get(address)["Location"] == last.get_absolute_url()


def test_a_merger_is_undone_by_bringing_back_the_one_and_reverting_the_other(client, target, source, ana):
    before = [Change.objects.of(law).first() for law in (target, source)]
    merge(target, source, by=ana)
    back = history.restore(Change.objects.of(source).first(), by=ana)
    history.revert(reloaded(target), to=before[0], by=ana)
    assert to_record(reloaded(target)) == before[0].record
    # Without a source it may not be published again: it is a draft, and its address leads to the one that stayed.
    assert to_record(reloaded(back)) == before[1].record | {"status": "draft"}
    assert client.get(f"/e/{source.public_id}/")["Location"] == target.get_absolute_url()


def test_files_go_along_with_their_bytes(ana):
    one, other = (Resource.objects.create(title=title) for title in ("A guide", "The guide"))
    file_of(other, b"bytes")
    merge(one, other, by=ana)
    [file] = File.objects.filter(entry=one)
    assert content_of(file) == b"bytes"


def test_two_kinds_and_one_and_the_same_are_refused(target, ana):
    for other in (Treaty.objects.first(), target):
        with pytest.raises(MergeRefused, match="two different records of one kind"):
            merge(target, other, by=ana)


def test_a_second_concurrent_merge_is_refused(target, source, ana):
    stale = reloaded(source)
    merge(target, source, by=ana)
    before = Change.objects.count()
    with pytest.raises(MergeRefused, match="not there any more"):
        merge(reloaded(target), stale, by=ana)
    assert Change.objects.count() == before


class TestNothingIsLost(TestCase):
    """A merge that unites everything holds each country, theme and row of either record."""

    some = st.sets(st.sampled_from(["AU", "ID", "MY", "TH"]))

    @settings(max_examples=examples(15), deadline=None)
    @given(some, some, st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("bcd")), st.booleans())
    def test_of_sets_and_rows(self, one_in, other_in, one_rows, other_rows, turned):
        laws = []
        for codes, rows in ((one_in, one_rows), (other_in, other_rows)):
            laws.append(Law.objects.create(title="An Act"))
            laws[-1].countries.set(Country.objects.filter(code__in=codes))
            for row in rows:
                Provision.objects.create(law=laws[-1], pinpoint=row, text=row.upper())
        target, source = reversed(laws) if turned else laws
        merged = to_record(reloaded(merge(target, source, by=SYSTEM)))
        assert set(merged["countries"]) == one_in | other_in
        assert {row["pinpoint"] for row in merged["provisions"]} == one_rows | other_rows


def test_former_addresses_of_the_other_stay_one_row_each(target, source, ana):
    merge(target, source, by=ana)
    assert list(FormerAddress.objects.filter(entry=target.pk).values_list("slug", flat=True)) == [source.slug]
