"""A process that is killed while it brings the index to the journal's number leaves nothing behind."""

import signal
import time

import pytest

from baliportal.catalogue.models import JournalHead
from baliportal.catalogue.publishing import Status
from baliportal.search.index.sync import after_commit, get_index
from legislation.models import Law

from ..processes import start_python
from ..search.test_freshness import own_index, total  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)

BACKLOG = """
from baliportal.search.index import sync
print("started", flush=True)
sync.{act}()
"""


@pytest.mark.parametrize("act", ["catch_up", "rebuild"])
def test_a_process_killed_at_work_on_the_index_loses_and_breaks_nothing(tmp_path, monkeypatch, act):
    monkeypatch.setattr("baliportal.search.index.sync.MAX_SYNCHRONOUS", -1)
    after_commit()
    laws = [Law(title=f"Okapi {n}", slug=f"okapi-{n}", status=Status.PUBLISHED) for n in range(300)]
    monkeypatch.setattr("baliportal.search.index.sync.in_background", lambda act: None)
    Law.objects.bulk_create(laws)
    for wait in (0.0, 0.02, 0.06):
        process = start_python(BACKLOG.format(act=act), tmp_path)
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    monkeypatch.undo()
    after_commit()
    assert total("okapi") == 300
    assert get_index().number == JournalHead.current()
