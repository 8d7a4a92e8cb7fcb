"""Machines that follow one journal: all find a commit, none shows what was withdrawn, whatever the replica does."""

import statistics
import subprocess
import time
from itertools import count

import pytest

from .machines import until

pytestmark = pytest.mark.slow
numbers = count()


def at(machines, position):
    return lambda: all(machine.position == position for machine in machines)


def reads_from(server, machine):
    """Ask a machine for a page that is not kept; True where its newest statements on a server read records."""
    page = machine.get("/legislation/law-7/", **{"Accept-Language": f"x-{next(numbers)}"})
    assert page.status == 200
    return "catalogue_entry" in server.sql("SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()")


def test_all_machines_find_a_commit_before_any_visitor_comes(machines, curator):
    waits = []
    for number in range(8):
        position = curator.publish(f"fresh-{number}", f"The zebracorn ordinance {number}")
        committed = time.monotonic()
        until(at(machines, position))
        waits.append(time.monotonic() - committed)
    print(
        f"\nindex of every machine after a commit: median {statistics.median(waits):.2f} s, longest {max(waits):.2f} s"
    )
    for machine in machines:
        assert "The zebracorn ordinance 7" in machine.found("zebracorn")
        assert machine.get("/legislation/fresh-7/").status == 200


def test_what_was_withdrawn_is_shown_by_no_machine_from_the_commit_on(machines, curator):
    for number in range(3):
        slug, title = f"withdrawn-{number}", f"The unicornate act {number}"
        curator.publish(slug, title)
        assert [machine.get(f"/legislation/{slug}/").status for machine in machines] == [200] * 3
        curator.withdraw(slug)
        for machine in machines:
            assert machine.get(f"/legislation/{slug}/").status in (404, 410)
            assert title not in machine.found("unicornate")
            assert title not in machine.get("/legislation.csv").text


def test_public_pages_are_read_from_the_replica_and_never_while_it_lags(machines, pair, curator):
    _, second, _ = machines
    until(lambda: reads_from(pair.replica, second))
    pair.replica.sql("SELECT pg_wal_replay_pause()")
    curator.rename("law-0", "The second name")
    curator.withdraw("law-1")
    assert "The second name" in second.get("/legislation/law-0/").text
    assert second.get("/legislation/law-1/").status in (404, 410)
    assert "The okapi ordinance 1" not in second.found("ordinance")
    pair.replica.sql("SELECT pg_wal_replay_resume()")
    assert "The second name" in second.get("/legislation/law-0/?q=again").text


def test_a_replica_that_is_stopped_costs_no_visitor_an_error_and_is_used_again_later(machines, pair, curator):
    _, second, third = machines
    pair.replica.stop()
    for number in range(8):
        position = curator.rename("law-2", f"While it is away {number}")
        assert f"While it is away {number}" in second.get("/legislation/law-2/").text
        assert third.get(f"/search/?q=ordinance+{number}").status == 200
    until(at(machines, position))
    pair.replica.start()
    until(lambda: reads_from(pair.replica, second))


def test_a_file_that_one_machine_took_in_is_served_by_all(machines, curator):
    address = curator.add_file("law-6", "The words of the quokka ordinance.")
    assert [machine.get(address).text for machine in machines] == ["The words of the quokka ordinance."] * 3


def test_while_the_primary_is_stopped_kept_pages_are_served_and_the_rest_is_503(machines, pair, redis, curator):
    kept = [machine.get("/about/") for machine in machines]
    of_another = machines[0].get("/calendar/").text
    pair.primary.stop()
    for machine, before in zip(machines, kept, strict=True):
        again = machine.get("/about/")
        assert (again.status, again.text) == (200, before.text)
        missing = machine.get("/topics/")
        assert (missing.status, missing.headers["Retry-After"]) == (503, "30")
        assert machine.get("/admin/login/").status in (200, 503)
        ready = machine.get("/readyz")
        assert ready.status == 503
        assert "database: FAILED, the database does not answer" in ready.text
        assert machine.get("/healthz").status == 200
    if redis:
        assert [machine.get("/calendar/").text for machine in machines] == [of_another] * 3
    curator.disconnect()
    pair.primary.start()
    until(lambda: all(machine.get("/topics/").status == 200 for machine in machines))
    until(at(machines, curator.rename("law-3", "After the stop")))


def test_after_a_restore_and_another_edit_of_the_same_number_every_index_is_right(machines, pair, curator, tmp_path):
    curator.disconnect()
    dump = tmp_path / "dump"
    run(pair, "pg_dump", "-Fc", "-f", dump)
    undone = curator.rename("law-4", "The quaggafied statute")
    until(at(machines, undone))
    curator.disconnect()
    run(pair, "pg_restore", "--clean", "--if-exists", "-d", pair.primary.url, dump)
    another = curator.rename("law-5", "The zorillan statute")
    assert (another[0], another == undone) == (undone[0], False)
    until(at(machines, another))
    for machine in machines:
        assert machine.found("quaggafied") == []
        assert machine.found("zorillan") == ["The zorillan statute"]


def test_without_the_shared_cache_every_page_is_served(machines, redis):
    if redis is None:
        pytest.skip("redis-server is not installed")
    redis.kill()
    for machine in machines:
        assert [machine.get(path).status for path in ("/about/", "/topics/", "/legislation/")] == [200] * 3
        ready = machine.get("/readyz")
        assert (ready.status, "cache: FAILED" in ready.text) == (503, True)


def run(pair, program, *arguments):
    address = [] if "-d" in arguments else ["-d", pair.primary.url]
    subprocess.run([pair.primary.programs / program, *address, *map(str, arguments)], check=True)
