"""Housekeeping that is killed loses only what it had in hand."""

import signal

import pytest

from baliportal.catalogue.models import ReaderPosition
from baliportal.linkcheck import collecting
from baliportal.linkcheck.models import WebAddress

from ..editorial.test_housekeeping import no_due_addresses, run  # noqa: F401 - a fixture
from ..processes import finished, start_python

pytestmark = pytest.mark.django_db


def test_a_killed_job_leaves_no_lock(tmp_path, settings):
    settings.LINK_CHECKS = True
    code = "from baliportal.housekeeping import _exclusive\nimport time\nwith _exclusive('links') as a: print(a, flush=True); time.sleep(60)"
    process = start_python(code, tmp_path)
    assert process.stdout.readline() == "True\n"
    assert run("--only", "links") == ["links: another process is at it"]
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert "checked" in run("--only", "links")[0]


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_and_run_again_each_link_is_checked(tmp_path, monkeypatch):
    """A process that is killed loses only what it had in hand; the next does the rest, and nothing twice."""
    monkeypatch.setenv("LINK_CHECKS", "1")
    ReaderPosition.objects.create(reader=collecting.READER, number=10**12)
    WebAddress.objects.bulk_create(WebAddress.new(f"https://{number}.example/") for number in range(300))
    killed = start_python(SLOW_RUN.format(pause=0.02), tmp_path)
    assert killed.stdout.readline() == "begun\n"
    while WebAddress.objects.exclude(checked_at=None).count() < 20:
        assert killed.poll() is None, killed.stderr.read()
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    done = WebAddress.objects.exclude(checked_at=None).count()
    assert 20 <= done < 300
    [said] = finished(start_python(SLOW_RUN.format(pause=0), tmp_path))
    assert f"{300 - done} checked" in said
    assert not WebAddress.objects.filter(checked_at=None).exists()


SLOW_RUN = """
import time
from baliportal import housekeeping
from baliportal.linkcheck import running
from baliportal.linkcheck.checker import Checker, CheckResult
class Slow(Checker):
    def check(self, address):
        time.sleep({pause})
        return CheckResult("ok", answered=True)
running.collect_addresses = lambda until: None
running.Checker = lambda: Slow(delay=0)
print("begun", flush=True)
for outcome in housekeeping.do(["links"]):
    print(outcome.words, flush=True)
"""
