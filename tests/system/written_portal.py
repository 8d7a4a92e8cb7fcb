"""A portal that is written to while it is backed up, and what must be equal after a restore; run inside a portal.

python manage.py shell --no-imports -c "from tests.system.written_portal import write; write(1)"
"""

import csv
import hashlib
import io
import itertools
import json
import random
import re
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.test import Client

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Entry, JournalHead
from baliportal.files import takedowns
from baliportal.files.models import Erasure, StoredFile
from baliportal.management.commands.prepare import collect_static_files
from baliportal.reports.models import KeptReport, SavedReport
from baliportal.reports.snapshots import file_path, make_report, rows_path
from legislation.models import Law
from resources.models import Resource

from ..files.storing import file_of

EVERY = 0.1  # seconds between two writes of one writer; two of them make twenty a second
LISTS = {"workshops": "workshop", "legislation": "law", "treaties": "treaty", "systems": "system"}
VISITOR = Client(SERVER_NAME="localhost")


def prepare():
    """What a backup holds beside records: files, of which one is taken down later, and a kept report."""
    StoredFile.objects.all().delete()  # the database of a release comes without its bytes
    resources = Resource.objects.order_by("pk")
    for number in range(3):
        file_of(resources[number], f"Document {number}, for good.".encode(), language="en")
    owner = get_user_model().objects.get(username="ana")
    saved = SavedReport.objects.create(
        name="Laws of Fiji",
        report="legislation-register",
        question="country=FJ",
        base="https://portal.example",
        owner=owner,
    )
    make_report(saved)


def write(seed):
    """Write until killed, and say the number of the journal after each write that was acknowledged."""
    numbers, due = random.Random(seed), time.monotonic()
    laws = list(Law.objects.order_by("pk"))
    resources = list(Resource.objects.order_by("pk")[:20])
    for turn in itertools.count():
        with journal.recording(by=journal.Program(f"writer {seed}")):
            if turn % 10 == 9:
                file_of(numbers.choice(resources), f"Written by {seed} in turn {turn}.".encode(), language="en")
            else:
                law = numbers.choice(laws)
                law.summary = f"Written by {seed} in turn {turn}."
                law.save()
        print(JournalHead.current(), flush=True)
        due = max(due + EVERY, time.monotonic())
        time.sleep(max(0, due - time.monotonic()))


def take_down():
    """Take the first document down; print its SHA-256."""
    sha256 = hashlib.sha256(b"Document 0, for good.").hexdigest()
    takedowns.erase(sha256, by=get_user_model().objects.get(username="ana"), reason="Private")
    print(sha256)


def history(until=None):
    """Print the fingerprint of the journal up to a number, or to its end, and that number."""
    digest, expected = hashlib.sha256(), itertools.count(1)
    rows = Change.objects.order_by("number").values_list("number", "subject", "who", "stored_record")
    rows = [row for row in rows.iterator() if until is None or row[0] <= until]
    for row in rows:
        assert row[0] == next(expected), "the journal has a gap"
        digest.update(json.dumps(row, sort_keys=True).encode())
    print(json.dumps([len(rows), digest.hexdigest()]))


def state():
    """Print what must be equal in itself: fingerprints of files, and totals of page, search and CSV."""
    collect_static_files()
    files = {stored.sha256: _sha256(default_storage.open(stored.file.name)) for stored in StoredFile.objects.all()}
    reports = [
        path.stat().st_size > 0 for kept in KeptReport.objects.all() for path in (file_path(kept), rows_path(kept))
    ]
    found = {
        "journal": JournalHead.current(), "files": len(files), "damaged": [k for k, v in files.items() if k != v],
        "reports": reports, "totals": {name: _totals(name, kind) for name, kind in LISTS.items()},
        "gone": [[sha256, _status(f"/files/{sha256}/")] for sha256 in Erasure.objects.values_list("sha256", flat=True)],
        "restored settings": (settings.VAR / "restored-settings.env").exists(),
    }  # fmt: skip
    print(json.dumps(found))


def _totals(name, kind):
    """The number of public records by database, page, CSV and search."""
    page = VISITOR.get(f"/{name}/").content.decode()
    rows = list(csv.reader(io.StringIO(VISITOR.get(f"/{name}.csv").getvalue().decode("utf-8-sig"))))
    search = json.loads(VISITOR.get(f"/search.json?kind={kind}").getvalue())["total"]
    return [Entry.objects.published().filter(kind=kind).count(), _count_on(page), len(rows) - 1, search]


def _count_on(page):
    return int(re.search(r"<h2>([\d,]+) results?</h2>", page)[1].replace(",", ""))


def _status(path):
    return VISITOR.get(path).status_code


def _sha256(file):
    with file:
        return hashlib.sha256(file.read()).hexdigest()
