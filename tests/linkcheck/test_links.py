"""Link checker: collecting addresses from the journal, results, runs and the admin."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Country, Entry, JournalHead, ReaderPosition
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record, records_by_pk
from baliportal.linkcheck import collecting, running
from baliportal.linkcheck.admin import WebAddressAdmin
from baliportal.linkcheck.checker import Checker, CheckResult
from baliportal.linkcheck.collecting import addresses_in, collect_addresses
from baliportal.linkcheck.models import LinkUse, Result, WebAddress
from baliportal.linkcheck.queue import broken_entries
from baliportal.linkcheck.running import Offline, check_due
from legislation.models import Law
from resources.models import Link, Resource

from .web import Web

pytestmark = pytest.mark.django_db


class FakeChecker(Checker):
    """A checker that returns the given result for each host, and OK for all others."""

    def __init__(self, **results):
        super().__init__(delay=0)
        self.results, self.requests = results, []

    def check(self, address):
        self.requests.append(address)
        result = self.results.get(address.split("/")[2].partition(".")[0], Result.OK)
        return CheckResult(result, answered=result not in (Result.DEAD, Result.SLOW, Result.PRIVATE))


@pytest.fixture
def from_now(db):
    """Mark the journal as read, so that a test sees only its own addresses."""
    newest = Change.objects.values_list("number", flat=True).first()
    ReaderPosition.objects.create(reader=collecting.READER, number=newest)


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


# Results


@pytest.fixture
def law(from_now):
    law = Law.objects.create(title="A law", url="https://dead.example/act", source_note="Gazette")
    collect_addresses()
    return law


def check_on(days, result=Result.DEAD):
    """Apply a result to the only address, in the morning and in the evening of each of these days."""
    link = WebAddress.objects.get()
    for day in days:
        for hour in (8, 20):
            link.apply_check(CheckResult(result), timezone.now().replace(hour=hour) + timedelta(days=day))
    return link


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


# A run


def create_addresses(count, hosts=50):
    WebAddress.objects.all().delete()
    WebAddress.objects.bulk_create(
        WebAddress.new(f"https://host-{number % hosts}.example/{number}") for number in range(count)
    )


@pytest.fixture
def own_addresses(from_now, monkeypatch):
    """Addresses that no record names, with collecting switched off."""
    monkeypatch.setattr(running, "collect_addresses", lambda until: None)
    return create_addresses


def test_each_due_address_is_checked_once(own_addresses):
    own_addresses(1000)
    checker = FakeChecker()
    tally = check_due(checker=checker)
    assert len(checker.requests) == len(set(checker.requests)) == 1000
    assert str(tally) == "1000 checked: 1000 ok"
    assert str(check_due(checker=checker)) == "0 checked"


def test_a_large_host_does_not_keep_the_others_waiting(own_addresses):
    own_addresses(900, hosts=1)
    WebAddress.objects.bulk_create([WebAddress.new("https://small.example/")])
    batch = running._next_batch(timezone.now(), Checker(), [])
    assert len(batch) == running.PER_HOST + 1


def test_a_run_ends_when_its_time_is_up_and_the_next_goes_on(own_addresses):
    class Slow(FakeChecker):
        def check(self, address):
            time.sleep(0.05)
            return super().check(address)

    own_addresses(400)
    first = check_due(seconds=0.4, checker=Slow())
    done = sum(first.results.values())
    assert 0 < done < 400
    assert WebAddress.objects.exclude(checked_at=None).count() == done
    assert sum(check_due(checker=FakeChecker()).results.values()) == 400 - done


def test_when_this_machine_is_offline_nothing_is_called_dead(own_addresses):
    own_addresses(200)
    results = {f"host-{number}": Result.DEAD for number in range(50)}
    with pytest.raises(Offline, match="Is this machine online"):
        check_due(checker=FakeChecker(**results))
    assert not WebAddress.objects.exclude(checked_at=None).exists()
    assert WebAddress.objects.due().count() == 200


def test_one_dead_link_alone_is_still_found(own_addresses):
    own_addresses(1)
    assert str(check_due(checker=FakeChecker(**{"host-0": Result.DEAD}))) == "1 checked: 1 dead"
    assert WebAddress.objects.get().failures == 1


def test_a_run_holds_one_batch_in_memory_and_not_all_links(own_addresses, monkeypatch):
    own_addresses(1500, hosts=1500)
    held, real = [], running.check_batch

    def watched(batch, *, tally, **options):
        held.append(len(batch))
        real(batch, tally=tally, **options)
        held.append(len(tally.unsaved))

    monkeypatch.setattr(running, "check_batch", watched)
    check_due(checker=FakeChecker())
    assert max(held) <= running.BATCH_SIZE


def test_a_whole_run_over_the_network_is_polite(own_addresses):
    server = Web()
    server.pause = 0.01
    try:
        WebAddress.objects.all().delete()
        WebAddress.objects.bulk_create(
            WebAddress.new(server.at(path, host=f"{host}.example"))
            for host in ("one", "two", "three")
            for path in ("/a", "/b", "/status/404", "/to/301/a", "/away/10.0.0.1/")
        )
        tally = check_due(checker=server.checker())
    finally:
        server.shutdown()
    assert tally.results == {"ok": 6, "dead": 3, "moved": 3, "unusable": 3}
    assert set(server.most_at_once.values()) == {1}
    assert sum(path == "/robots.txt" for _, _, path in server.asked) == 3


# Admin


@pytest.fixture
def desk(admin_client, monkeypatch, settings):
    settings.LINK_CHECKS = True
    monkeypatch.setattr(WebAddressAdmin, "checker", lambda self: FakeChecker(dead=Result.DEAD))
    return admin_client


def test_the_list_shows_age_and_result_and_filters(desk, law):
    address = reverse("admin:linkcheck_webaddress_changelist")
    assert "never" in desk.get(address).content.decode()
    check_on([0, 1, 2])
    page = desk.get(address, {"standing": "broken"}).content.decode()
    assert "6 times, broken" in page
    for standing in ("failing", "unclear", "unchecked", "working"):
        assert ("dead.example" in desk.get(address, {"standing": standing}).content.decode()) is (standing == "failing")


def test_a_link_leads_to_the_records_that_name_it(desk, law):
    page = desk.get(reverse("admin:linkcheck_webaddress_change", args=[WebAddress.objects.get().pk])).content.decode()
    assert reverse("admin:legislation_law_change", args=[law.pk]) in page


def test_check_now_and_mark_as_fine(desk, law):
    pk = WebAddress.objects.get().pk
    desk.post(reverse("admin:linkcheck_webaddress_check", args=[pk]))
    assert WebAddress.objects.get().result == "dead"
    desk.post(reverse("admin:linkcheck_webaddress_fine", args=[pk]))
    assert WebAddress.objects.get().result == "ok"
    action = {"action": "check_now", "_selected_action": [pk]}
    desk.post(reverse("admin:linkcheck_webaddress_changelist"), action)
    assert WebAddress.objects.get().result == "dead"


def test_with_checks_off_no_request_is_sent_and_every_page_says_so(desk, law, settings, monkeypatch):
    settings.LINK_CHECKS = False
    pk = WebAddress.objects.get().pk
    page = desk.post(reverse("admin:linkcheck_webaddress_check", args=[pk]), follow=True).content.decode()
    assert "Nothing was checked. Link checks are off on this portal" in page
    assert WebAddress.objects.get().result == "unchecked"
    for address in (reverse("admin:linkcheck_webaddress_changelist"), reverse("admin:index")):
        assert "Link checks are off on this portal" in desk.get(address).content.decode()
    settings.LINK_CHECKS = True
    for address in (reverse("admin:linkcheck_webaddress_changelist"), reverse("admin:index")):
        assert "Link checks are off" not in desk.get(address).content.decode()


def test_more_links_than_a_person_waits_for_are_left_to_housekeeping(desk, own_addresses):
    own_addresses(30)
    check_due(checker=FakeChecker())
    pks = list(WebAddress.objects.values_list("pk", flat=True))
    action = {"action": "check_now", "_selected_action": pks}
    page = desk.post(reverse("admin:linkcheck_webaddress_changelist"), action, follow=True).content.decode()
    assert "10 checked: 10 ok." in page
    assert "20 more will be checked by the next housekeeping." in page
    assert WebAddress.objects.due().count() == 20


@pytest.mark.parametrize("name", ["check", "fine"])
def test_the_buttons_are_for_who_may_change_links_and_for_post(client, desk, putri, law, name):
    address = reverse(f"admin:linkcheck_webaddress_{name}", args=[WebAddress.objects.get().pk])
    assert desk.get(address).status_code == 404
    client.force_login(putri)
    assert client.post(address).status_code == 403
    assert client.get(reverse("admin:linkcheck_webaddress_changelist")).status_code == 403


def test_the_list_takes_few_queries_however_many_links(desk, own_addresses, django_assert_max_num_queries):
    own_addresses(60)
    with django_assert_max_num_queries(8):
        desk.get(reverse("admin:linkcheck_webaddress_changelist"))


def test_reading_the_journal_takes_the_same_queries_for_any_number_of_records(from_now, django_assert_max_num_queries):
    with journal.recording():
        for number in range(40):
            law = Law.objects.create(title=f"Law {number}", url=f"https://{number}.example/")
            law.countries.add(Country.objects.get(code="MY"))
    with django_assert_max_num_queries(20):
        collect_addresses()
