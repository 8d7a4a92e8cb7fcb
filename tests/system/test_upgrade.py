"""Databases of every release so far come up under the newest code, and nothing that a curator wrote is rewritten."""

import json
import lzma
import os
import subprocess
import sys

import pytest

from baliportal.environment import BASE_DIR

from .. import postgres

RELEASES = BASE_DIR / "tests" / "releases"
DATABASES = sorted(RELEASES.glob("*/portal.*.xz"))

#: Printed before and after the upgrade by the code of today: what must stay as it was.
STATE = """
import json
from baliportal.catalogue.kinds import all_schemas
from baliportal.catalogue.models import Change, Entry, JournalHead
from baliportal.catalogue.schema.records import records_by_pk
from django.contrib.auth import get_user_model
changed = []
for schema in all_schemas():
    root = schema.model.journal_root()
    for thing, record in records_by_pk(root, schema.model.objects.values_list("pk", flat=True)).values():
        newest = Change.objects.of(thing).first()
        if newest is None or newest.record != record:
            changed.append(thing.public_id)
# What people wrote: of each record the fields in which a change of theirs differs from the one before, as they are now.
curators, records, mine = {}, {}, {}
for change in Change.objects.order_by("number"):
    before = records.get(change.subject, {})
    if change.who != "starter":
        mine.setdefault(change.subject, set()).update(n for n, v in change.record.items() if before.get(n) != v)
    records[change.subject] = change.record
for subject, names in mine.items():
    names -= {"verification_lapsed_on"}  # an upgrade that changes a verified fact says so
    curators[subject] = {name: records[subject].get(name) for name in sorted(names)}
print(json.dumps({
    "head": list(JournalHead.numbers()), "changed": changed,
    "numbers": list(Change.objects.order_by("number").values_list("number", flat=True)),
    "subjects": list(Change.objects.order_by("number").values_list("subject", flat=True)),
    "statuses": sorted(Entry.objects.values_list("public_id", "kind", "slug", "status", "visibility")),
    "by": list(Change.objects.order_by("number").values_list("who", flat=True)),
    "curators": curators,
    "people": sorted(get_user_model().objects.values_list("username", "groups__name")),
    "password": get_user_model().objects.get(username="ana").check_password("bali-process-2002"),
}))
"""
INDEX = "from tests.faults.oracle import differences; print(differences())"


@pytest.fixture(params=DATABASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def environment(request, tmp_path):
    """The environment of a portal with the database of an earlier release."""
    packed, var = request.param, tmp_path / "var"
    var.mkdir(mode=0o700)
    if packed.name == "portal.sqlite3.xz":
        (var / "portal.sqlite3").write_bytes(lzma.decompress(packed.read_bytes()))
        yield os.environ | {"PORTAL_VAR": str(var)}
        return
    programs = postgres.installed_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.server(programs) as url:
        dump = lzma.decompress(packed.read_bytes())
        subprocess.run(
            [programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", url], input=dump, check=True, stdout=subprocess.DEVNULL
        )
        yield os.environ | {"PORTAL_VAR": str(var), "DATABASE_URL": url}


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def in_portal(environment, code):
    return manage(environment, "shell", "--no-imports", "-c", code)


def test_there_is_a_database_of_each_engine():
    assert {path.name for path in DATABASES} == {"portal.sqlite3.xz", "portal.sql.xz"}


def test_an_earlier_release_comes_up_with_all_that_curators_wrote(environment):
    manage(environment, "migrate", "--verbosity", "0")
    before = json.loads(in_portal(environment, STATE))
    manage(environment, "prepare")
    after = json.loads(in_portal(environment, STATE))
    assert after["changed"] == []
    assert after["numbers"] == list(range(1, after["head"][0] + 1))
    assert after["people"] == [
        ["ana", "Publisher"], ["putri", "Editor"], ["rahul", "Administrator"], ["tomasi", "Contributor"], ["vera", "Auditor"],
    ]  # fmt: skip
    assert after["password"] is True
    assert [line for line in before["statuses"] if line not in after["statuses"]] == []
    assert set(after["by"][before["head"][0] :]) <= {"starter", "reader of files"}
    assert len(before["curators"]) > 5
    assert {subject: after["curators"].get(subject) for subject in before["curators"]} == before["curators"]
    once_more = json.loads(in_portal(environment, "from baliportal.starter.load import load; load();" + STATE.strip()))
    assert once_more["head"] == after["head"]
    assert in_portal(environment, INDEX).strip() == "[]"
