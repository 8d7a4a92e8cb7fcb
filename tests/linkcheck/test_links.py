"""The addresses that records name, from the journal to the queue of broken ones."""

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
from baliportal.linkcheck.checker import Checker, Verdict
from baliportal.linkcheck.collecting import addresses_in, catch_up
from baliportal.linkcheck.models import LinkUse, Result, WebAddress
from baliportal.linkcheck.queue import broken_entries
from baliportal.linkcheck.running import Offline, check_due
from legislation.models import Law
from resources.models import Link, Resource

from .web import Web

pytestmark = pytest.mark.django_db


class Told(Checker):
    """A checker that says what it is told to: a result for each host; others answer."""

    def __init__(self, **results):
        super().__init__(delay=0)
        self.results, self.asked = results, []

    def check(self, address):
        self.asked.append(address)
        result = self.results.get(address.split("/")[2].partition(".")[0], Result.OK)
        return Verdict(result, answered=result not in (Result.DEAD, Result.SLOW, Result.PRIVATE))


@pytest.fixture
def from_now(db):
    """The journal read up to here, so that a test sees its own addresses alone."""
    newest = Change.objects.values_list("number", flat=True).first()
    ReaderPosition.objects.create(reader=collecting.READER, number=newest)


def links():
    return sorted(WebAddress.objects.values_list("address", flat=True))


# Collecting


def test_what_is_collected_is_just_what_the_records_name():
    catch_up()
    wanted = set()
    for kind in all_kinds():
        pks = kind.model.objects.exclude(status=Status.WITHDRAWN).values_list("pk", flat=True)
        for entry, record in records_by_pk(Entry, list(pks)).values():
            wanted |= {(entry.pk, address, label) for address, label in addresses_in(kind, record)}
    assert len(wanted) > 500
    assert set(LinkUse.objects.values_list("entry", "address__address", "column")) == wanted
    assert catch_up() == 0


def test_every_column_that_holds_addresses_is_read(from_now):
    resource = Resource.objects.create(title="A guide", url="https://a.example/", source_url="https://b.example/")
    Link.objects.create(resource=resource, url="https://c.example/")
    Law.objects.create(title="A law", translation_url="https://d.example/")
    catch_up()
    assert links() == [f"https://{letter}.example/" for letter in "abcd"]


def test_what_no_record_names_any_more_is_forgotten(from_now, ana):
    law = Law.objects.create(title="A law", url="https://a.example/", source_url="https://b.example/")
    catch_up()
    law.url = ""
    law.save()
    catch_up()
    assert links() == ["https://b.example/"]
    law.delete()
    catch_up()
    assert links() == []


def test_withdrawn_records_are_left_alone(from_now, ana):
    law = Law.objects.create(title="A law", url="https://a.example/", source_note="Gazette")
    move(law, to=Status.PUBLISHED, by=ana)
    catch_up()
    assert links() == ["https://a.example/"]
    move(law, to=Status.WITHDRAWN, by=ana)
    catch_up()
    assert links() == []


def test_an_edit_makes_the_addresses_due_unless_they_were_just_found_to_work(from_now):
    law = Law.objects.create(title="A law", url="https://ok.example/", source_url="https://dead.example/")
    check_due(checker=Told(dead=Result.DEAD))
    assert not WebAddress.objects.due().exists()
    law.title = "Another title"
    law.save()
    catch_up()
    assert [link.host for link in WebAddress.objects.due()] == ["dead.example"]
    WebAddress.objects.update(checked_at=timezone.now() - timedelta(days=2))
    law.title = "A third title"
    law.save()
    catch_up()
    assert WebAddress.objects.due().count() == 2


def test_a_collector_killed_between_two_steps_goes_on_where_it_was(from_now, monkeypatch):
    monkeypatch.setattr(collecting, "AT_ONCE", 2)
    for number in range(5):
        Law.objects.create(title=f"Law {number}", url=f"https://{number}.example/")
    kept = collecting._make_due
    monkeypatch.setattr(collecting, "_make_due", lambda pks: 1 / 0 if len(links()) > 2 else kept(pks))
    with pytest.raises(ZeroDivisionError):
        catch_up()
    assert len(links()) == 2
    monkeypatch.setattr(collecting, "_make_due", kept)
    catch_up()
    assert len(links()) == 5


def test_an_address_in_any_script_and_of_any_length_is_kept(from_now):
    long = "https://a.example/" + "ก" * 900
    entry = Law(title="A law")
    apply_record(entry, {"url": long, "title": "A law"})
    catch_up()
    assert links() == [long]


# Results


@pytest.fixture
def law(from_now):
    law = Law.objects.create(title="A law", url="https://dead.example/act", source_note="Gazette")
    catch_up()
    return law


def look(days, result=Result.DEAD):
    """Look at the one address on each of these days, in the morning and in the evening."""
    link = WebAddress.objects.get()
    for day in days:
        for hour in (8, 20):
            link.settle(Verdict(result), timezone.now().replace(hour=hour) + timedelta(days=day))
    return link


def test_a_link_is_broken_only_after_failures_on_several_days(law):
    look([0, 1])
    assert not broken_entries().exists()
    assert look([2]).is_broken
    assert list(broken_entries()) == [Entry.objects.get(pk=law.pk)]


def test_one_bad_day_is_not_enough_however_often_one_looks(law):
    for _ in range(5):
        look([0])
    assert not broken_entries().exists()


def test_what_works_again_starts_anew(law):
    look([0, 1, 2])
    look([3], Result.OK)
    look([4, 5])
    assert not broken_entries().exists()


@pytest.mark.parametrize("result", [Result.FORBIDDEN, Result.ROBOTS, Result.CERTIFICATE])
def test_what_cannot_be_told_is_never_called_broken_and_is_no_news(law, result):
    look(range(9), result)
    assert not broken_entries().exists()
    look([9, 10])
    look([11], result)
    assert not broken_entries().exists()
    assert look([12]).is_broken


def test_a_person_who_looked_has_the_last_word_for_a_while(law, putri):
    look([0, 1, 2])
    link = WebAddress.objects.get()
    link.mark_fine(by=putri)
    assert not broken_entries().exists()
    assert not WebAddress.objects.due(timezone.now() + timedelta(days=170)).exists()
    assert (link.fine_by, link.result) == ("putri", "ok")


def test_the_public_page_says_since_when_a_link_does_not_answer(vera, law, ana):
    move(law, to=Status.PUBLISHED, by=ana)
    address = law.get_absolute_url()
    assert "has not answered" not in vera.get(address).content.decode()
    link = look([0, 1, 2])
    day = in_words(PartialDate.of(link.failing_since.date()))
    assert f"has not answered since {day}." in vera.get(address).content.decode()


def test_the_public_number_moves_just_when_a_public_page_says_something_else_of_a_link(law, ana, putri):
    move(law, to=Status.PUBLISHED, by=ana)
    before = JournalHead.public()
    look([0, 1])
    assert JournalHead.public() == before
    link = look([2])
    assert JournalHead.public() == before + 1
    look([3])
    assert JournalHead.public() == before + 1
    link.refresh_from_db()
    link.mark_fine(by=putri)
    assert JournalHead.public() == before + 2


def test_the_public_number_moves_when_a_public_record_names_a_broken_link_no_more(law, ana):
    move(law, to=Status.PUBLISHED, by=ana)
    look([0, 1, 2])
    law.url = ""
    law.save()
    before = JournalHead.public()
    catch_up()
    assert JournalHead.public() == before + 1


def test_links_of_a_hidden_draft_leave_the_public_number_alone(law):
    before = JournalHead.public()
    look([0, 1, 2])
    law.url = ""
    law.save()
    catch_up()
    assert JournalHead.public() == before


# A run


def many(count, hosts=50):
    WebAddress.objects.all().delete()
    WebAddress.objects.bulk_create(
        WebAddress.new(f"https://host-{number % hosts}.example/{number}") for number in range(count)
    )


@pytest.fixture
def own_addresses(from_now, monkeypatch):
    """Addresses that no record names, for runs: nothing is collected."""
    monkeypatch.setattr(running, "catch_up", lambda until: None)
    return many


def test_each_due_address_is_looked_at_once(own_addresses):
    own_addresses(1000)
    checker = Told()
    tally = check_due(checker=checker)
    assert len(checker.asked) == len(set(checker.asked)) == 1000
    assert str(tally) == "1000 checked: 1000 ok"
    assert str(check_due(checker=checker)) == "0 checked"


def test_a_large_host_does_not_keep_the_others_waiting(own_addresses):
    own_addresses(900, hosts=1)
    WebAddress.objects.bulk_create([WebAddress.new("https://small.example/")])
    lot = running._lot(timezone.now(), Checker(), [])
    assert len(lot) == running.OF_ONE_HOST + 1


def test_a_run_ends_when_its_time_is_up_and_the_next_goes_on(own_addresses):
    class Slow(Told):
        def check(self, address):
            time.sleep(0.05)
            return super().check(address)

    own_addresses(400)
    first = check_due(seconds=0.4, checker=Slow())
    done = sum(first.results.values())
    assert 0 < done < 400
    assert WebAddress.objects.exclude(checked_at=None).count() == done
    assert sum(check_due(checker=Told()).results.values()) == 400 - done


def test_when_this_machine_is_offline_nothing_is_called_dead(own_addresses):
    own_addresses(200)
    results = {f"host-{number}": Result.DEAD for number in range(50)}
    with pytest.raises(Offline, match="Is this machine online"):
        check_due(checker=Told(**results))
    assert not WebAddress.objects.exclude(checked_at=None).exists()
    assert WebAddress.objects.due().count() == 200


def test_one_dead_link_alone_is_still_found(own_addresses):
    own_addresses(1)
    assert str(check_due(checker=Told(**{"host-0": Result.DEAD}))) == "1 checked: 1 dead"
    assert WebAddress.objects.get().failures == 1


def test_a_run_holds_a_lot_in_memory_and_not_all_links(own_addresses, monkeypatch):
    own_addresses(1500, hosts=1500)
    held, real = [], running.check_lot

    def watched(lot, *, tally, **options):
        held.append(len(lot))
        real(lot, tally=tally, **options)
        held.append(len(tally.waiting))

    monkeypatch.setattr(running, "check_lot", watched)
    check_due(checker=Told())
    assert max(held) <= running.LOT


def test_a_whole_run_over_the_network_is_polite(own_addresses):
    web = Web()
    web.pause = 0.01
    try:
        WebAddress.objects.all().delete()
        WebAddress.objects.bulk_create(
            WebAddress.new(web.at(path, host=f"{host}.example"))
            for host in ("one", "two", "three")
            for path in ("/a", "/b", "/status/404", "/to/301/a", "/away/10.0.0.1/")
        )
        tally = check_due(checker=web.checker())
    finally:
        web.shutdown()
    assert tally.results == {"ok": 6, "dead": 3, "moved": 3, "unusable": 3}
    assert set(web.most_at_once.values()) == {1}
    assert sum(path == "/robots.txt" for _, _, path in web.asked) == 3


# In the back office


@pytest.fixture
def desk(admin_client, monkeypatch, settings):
    settings.LINK_CHECKS = True
    monkeypatch.setattr(WebAddressAdmin, "checker", lambda self: Told(dead=Result.DEAD))
    return admin_client


def test_the_list_tells_age_and_result_and_filters(desk, law):
    address = reverse("admin:linkcheck_webaddress_changelist")
    assert "never" in desk.get(address).content.decode()
    look([0, 1, 2])
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


def test_where_checks_are_off_nothing_is_asked_and_every_page_says_so(desk, law, settings, monkeypatch):
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
    check_due(checker=Told())
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
        catch_up()
