"""Link checker: addresses collected from the journal, and what the results of several days mean."""

from datetime import timedelta

import pytest
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Country, Entry, JournalHead
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record, records_by_pk
from baliportal.linkcheck import collecting
from baliportal.linkcheck.collecting import addresses_in, collect_addresses
from baliportal.linkcheck.models import LinkUse, Result, WebAddress
from baliportal.linkcheck.queue import broken_entries
from baliportal.linkcheck.running import check_due
from legislation.models import Law
from resources.models import Link, Resource

from .link_checks import FakeChecker, check_on

pytestmark = pytest.mark.django_db


def links():
    return sorted(WebAddress.objects.values_list("address", flat=True))


# Collecting


def test_exactly_the_addresses_that_records_name_are_collected():
    collect_addresses()
    wanted = set()
    for kind in all_kinds():
        pks = kind.model.objects.exclude(status=Status.WITHDRAWN).values_list("pk", flat=True)
        for entry, record in records_by_pk(Entry, list(pks)).values():
            wanted |= {(entry.pk, address, label) for address, label in addresses_in(kind, record)}
    assert len(wanted) > 500
    assert set(LinkUse.objects.values_list("entry", "address__address", "column")) == wanted
    assert collect_addresses() == 0


def test_every_field_that_holds_addresses_is_read(from_now):
    resource = Resource.objects.create(title="A guide", url="https://a.example/", source_url="https://b.example/")
    Link.objects.create(resource=resource, url="https://c.example/")
    Law.objects.create(title="A law", translation_url="https://d.example/")
    collect_addresses()
    assert links() == [f"https://{letter}.example/" for letter in "abcd"]


def test_an_address_that_no_record_names_any_more_is_deleted(from_now, ana):
    law = Law.objects.create(title="A law", url="https://a.example/", source_url="https://b.example/")
    collect_addresses()
    law.url = ""
    law.save()
    collect_addresses()
    assert links() == ["https://b.example/"]
    law.delete()
    collect_addresses()
    assert links() == []


def test_addresses_of_withdrawn_records_are_deleted(from_now, ana):
    law = Law.objects.create(title="A law", url="https://a.example/", source_note="Gazette")
    move(law, to=Status.PUBLISHED, by=ana)
    collect_addresses()
    assert links() == ["https://a.example/"]
    move(law, to=Status.WITHDRAWN, by=ana)
    collect_addresses()
    assert links() == []


def test_an_edit_makes_the_addresses_due_unless_they_were_just_found_to_work(from_now):
    law = Law.objects.create(title="A law", url="https://ok.example/", source_url="https://dead.example/")
    check_due(checker=FakeChecker(dead=Result.DEAD))
    assert not WebAddress.objects.due().exists()
    law.title = "Another title"
    law.save()
    collect_addresses()
    assert [link.host for link in WebAddress.objects.due()] == ["dead.example"]
    WebAddress.objects.update(checked_at=timezone.now() - timedelta(days=2))
    law.title = "A third title"
    law.save()
    collect_addresses()
    assert WebAddress.objects.due().count() == 2


def test_collecting_resumes_after_a_kill_between_two_batches(from_now, monkeypatch):
    monkeypatch.setattr(collecting, "BATCH", 2)
    for number in range(5):
        Law.objects.create(title=f"Law {number}", url=f"https://{number}.example/")
    make_due = collecting._make_due
    monkeypatch.setattr(collecting, "_make_due", lambda pks: 1 / 0 if len(links()) > 2 else make_due(pks))
    with pytest.raises(ZeroDivisionError):
        collect_addresses()
    assert len(links()) == 2
    monkeypatch.setattr(collecting, "_make_due", make_due)
    collect_addresses()
    assert len(links()) == 5


def test_an_address_in_any_script_and_of_any_length_is_stored(from_now):
    long = "https://a.example/" + "ก" * 900
    entry = Law(title="A law")
    apply_record(entry, {"url": long, "title": "A law"})
    collect_addresses()
    assert links() == [long]


def test_reading_the_journal_takes_the_same_queries_for_any_number_of_records(from_now, django_assert_max_num_queries):
    with journal.recording():
        for number in range(40):
            law = Law.objects.create(title=f"Law {number}", url=f"https://{number}.example/")
            law.countries.add(Country.objects.get(code="MY"))
    with django_assert_max_num_queries(20):
        collect_addresses()


# Results


def test_a_link_is_broken_only_after_failures_on_several_days(law):
    check_on([0, 1])
    assert not broken_entries().exists()
    assert check_on([2]).is_broken
    assert list(broken_entries()) == [Entry.objects.get(pk=law.pk)]


def test_failures_on_one_day_never_make_a_link_broken(law):
    for _ in range(5):
        check_on([0])
    assert not broken_entries().exists()


def test_a_success_resets_the_count_of_failures(law):
    check_on([0, 1, 2])
    check_on([3], Result.OK)
    check_on([4, 5])
    assert not broken_entries().exists()


@pytest.mark.parametrize("result", [Result.FORBIDDEN, Result.ROBOTS, Result.CERTIFICATE])
def test_an_unclear_result_neither_counts_as_a_failure_nor_resets_the_count(law, result):
    check_on(range(9), result)
    assert not broken_entries().exists()
    check_on([9, 10])
    check_on([11], result)
    assert not broken_entries().exists()
    assert check_on([12]).is_broken


def test_marking_a_link_as_fine_clears_failures_and_postpones_the_next_check(law, putri):
    check_on([0, 1, 2])
    link = WebAddress.objects.get()
    link.mark_fine(by=putri)
    assert not broken_entries().exists()
    assert not WebAddress.objects.due(timezone.now() + timedelta(days=170)).exists()
    assert (link.fine_by, link.result) == ("putri", "ok")


def test_the_public_page_says_since_when_a_link_does_not_answer(vera, law, ana):
    move(law, to=Status.PUBLISHED, by=ana)
    address = law.get_absolute_url()
    assert "has not answered" not in vera.get(address).content.decode()
    link = check_on([0, 1, 2])
    day = in_words(PartialDate.of(link.failing_since.date()))
    assert f"has not answered since {day}." in vera.get(address).content.decode()


def test_the_public_number_moves_only_when_a_public_page_shows_another_link_state(law, ana, putri):
    move(law, to=Status.PUBLISHED, by=ana)
    before = JournalHead.public()
    check_on([0, 1])
    assert JournalHead.public() == before
    link = check_on([2])
    assert JournalHead.public() == before + 1
    check_on([3])
    assert JournalHead.public() == before + 1
    link.refresh_from_db()
    link.mark_fine(by=putri)
    assert JournalHead.public() == before + 2


def test_the_public_number_moves_when_a_public_record_names_a_broken_link_no_more(law, ana):
    move(law, to=Status.PUBLISHED, by=ana)
    check_on([0, 1, 2])
    law.url = ""
    law.save()
    before = JournalHead.public()
    collect_addresses()
    assert JournalHead.public() == before + 1


def test_links_of_a_hidden_draft_leave_the_public_number_alone(law):
    before = JournalHead.public()
    check_on([0, 1, 2])
    law.url = ""
    law.save()
    collect_addresses()
    assert JournalHead.public() == before
