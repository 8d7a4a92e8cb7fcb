"""Runs of the link checker: each due address once, fair to hosts, limited in time and memory, polite."""

import time

import pytest
from django.utils import timezone

from baliportal.linkcheck import running
from baliportal.linkcheck.checker import Checker
from baliportal.linkcheck.models import Result, WebAddress
from baliportal.linkcheck.running import Offline, check_due

from .link_checks import FakeChecker
from .web import Web

pytestmark = [pytest.mark.django_db, pytest.mark.system]


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
