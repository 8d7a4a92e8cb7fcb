"""A restore begins in an empty place only, and a portal that is half restored does not start."""

import json

import pytest
from django.core.management import CommandError, call_command

from baliportal.backups import database_dump, restoring
from baliportal.backups.restore_marker import marker
from baliportal.environment import Refused

from .conftest import stored


def restore(place, *options):
    call_command("restore", str(place.path), *options)


def changed_manifest(place, **changes):
    path = place.chosen().path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_database_with_tables_is_left_alone(backup, place):
    backup()
    with pytest.raises(CommandError, match="A restore needs an empty place, and there is a database with tables"):
        restore(place)


def test_files_are_left_alone(backup, place, monkeypatch):
    stored(b"An act.")
    backup()
    monkeypatch.setattr(database_dump, "is_empty", lambda: True)
    with pytest.raises(CommandError, match="A restore needs an empty place, and there is a file in the storage"):
        restore(place)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"engine": "postgresql"}, "The set is of postgresql, and DATABASE_URL names sqlite"),
        ({"migrations": ["files.0999_later"]}, "of a newer version of the portal, with the migration files.0999_later"),
    ],
)
def test_a_set_that_does_not_fit_is_refused(backup, place, changes, words):
    backup()
    changed_manifest(place, **changes)
    with pytest.raises(CommandError, match=words):
        restore(place)


def test_a_directory_without_a_set_is_refused(place):
    with pytest.raises(CommandError, match="There is no backup in"):
        restore(place)


def test_a_damaged_set_puts_nothing_into_the_database(backup, place, monkeypatch):
    sha256 = stored(b"An act.").sha256
    backup()
    (place.files / "plain" / sha256[:2] / sha256).write_bytes(b"No act.")
    monkeypatch.setattr(restoring, "_refuse_unfit", lambda chosen, manifest: None)
    monkeypatch.setattr(restoring, "is_there", lambda content: False)
    monkeypatch.setattr(database_dump, "restore", lambda write: pytest.fail("the database was touched"))
    with pytest.raises(CommandError, match="is damaged: nothing was put into the database"):
        restore(place)


def test_a_portal_that_is_half_restored_does_not_start(settings):
    marker().write_text("2026-11-28T13-20-36Z")
    with pytest.raises(Refused, match="The restore of the backup 2026-11-28T13-20-36Z has not ended"):
        call_command("prepare")
