"""A set holds the database and every file that it names, each file once for all sets, and is whole or not there."""

import fcntl
import hashlib
import sqlite3
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError

from baliportal.backups import making
from baliportal.files import takedowns
from baliportal.files.models import StoredFile

from .conftest import stored

LAW = b"An Act to prevent the smuggling of persons."


def paths(place):
    return {str(path.relative_to(place.path)) for path in place.path.rglob("*") if path.is_file()}


def copies(place):
    return {path for path in paths(place) if path.startswith("files/")}


def test_a_set_holds_the_database_and_each_file_as_it_is(backup, place, tmp_path):
    sha256 = stored(LAW).sha256
    backup()
    folder = place.chosen().path
    assert (place.files / "plain" / sha256[:2] / sha256).read_bytes() == LAW
    database = tmp_path / "found.sqlite3"
    database.write_bytes(zlib.decompress((folder / "database.sqlite3.gz").read_bytes(), 31))
    assert sqlite3.connect(database).execute("SELECT sha256, kept FROM files_storedfile").fetchall() == [(sha256, 1)]
    lines = [line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines()]
    assert {hashlib.sha256((place.path / path).read_bytes()).hexdigest() == sha256 for sha256, path in lines} == {True}
    assert {path for _, path in lines} == paths(place) - {"lock", f"sets/{folder.name}/SHA256SUMS", f"sets/{folder.name}/manifest.json"}  # fmt: skip


def test_only_the_owner_may_read_a_set(backup, place):
    stored(LAW)
    backup()
    assert {oct(path.stat().st_mode & 0o077) for path in [place.path, *place.path.rglob("*")] if path.name != "lock"} == {"0o0"}  # fmt: skip


def test_a_file_is_copied_once_for_all_sets(backup, place):
    stored(LAW)
    backup()
    stored(b"Another act.")
    assert "2 files, 1 of them new (12 bytes)" in backup()
    assert "2 files, 0 of them new (0 bytes)" in backup()
    assert (len(place.names()), len(copies(place))) == (3, 2)


def test_what_a_cut_off_backup_leaves_is_no_set_and_the_next_removes_it(backup, place, monkeypatch):
    stored(LAW)
    with monkeypatch.context() as patch:
        patch.setattr(making._SetWriter, "_write_manifest", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            backup()
    assert place.names() == []
    assert len(list(place.sets.iterdir())) == 1
    assert "1 files, 0 of them new" in backup()
    assert [path.name for path in place.sets.iterdir()] == place.names()


def test_two_backups_do_not_write_at_once(backup, place):
    backup()
    with (place.path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="Another process is writing a backup to"):
            backup()


def test_old_sets_go_with_the_files_that_no_other_set_names(backup, place):
    gone = stored(LAW)
    backup()
    default_storage.delete(gone.file.name)
    gone.delete()
    stored(b"Another act.")
    backup()
    assert "Sets removed: 2." in backup("--keep", "1")
    assert len(place.names()) == 1
    assert {path.rpartition("/")[2] for path in copies(place)} == {hashlib.sha256(b"Another act.").hexdigest()}


def test_a_file_that_was_taken_down_goes_from_every_set(backup, place):
    sha256 = stored(LAW).sha256
    backup()
    takedowns.erase(sha256, by="ana", reason="Private")
    assert "0 files" in backup()
    assert copies(place) == set()
    assert backup("--verify").count("as it was written") == 2


def test_a_file_that_was_damaged_later_is_taken_from_an_earlier_set(backup, place):
    file = stored(LAW)
    backup()
    with open(default_storage.path(file.file.name), "wb") as damaged:
        damaged.write(b"An Act to permit the smuggling of persons.")
    assert "1 files, 0 of them new" in backup()
    assert (place.files / "plain" / file.sha256[:2] / file.sha256).read_bytes() == LAW


@pytest.mark.parametrize("damage", ["other bytes", "missing"])
def test_a_damaged_file_is_named_and_the_rest_is_saved(backup, place, damage):
    file, whole = stored(LAW), stored(b"Another act.")
    path = default_storage.path(file.file.name)
    default_storage.delete(file.file.name) if damage == "missing" else open(path, "wb").close()
    with pytest.raises(CommandError, match=f"Files of the portal that are damaged: files/.*{file.sha256}"):
        backup()
    assert {path.rpartition("/")[2] for path in copies(place)} == {whole.sha256}


def test_a_file_that_is_removed_while_the_backup_runs_is_not_missed(backup, place, monkeypatch):
    file = stored(LAW)

    def dump_and_remove(store, dump=making.dump):
        dump(store)
        default_storage.delete(file.file.name)

    monkeypatch.setattr(making, "dump", dump_and_remove)
    monkeypatch.setattr(making, "is_still_named", lambda content: False)
    assert "removed meanwhile" in backup()
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("part", ["database.sqlite3.gz", "SHA256SUMS", "settings.json"])
def test_a_changed_byte_is_found(backup, place, part):
    backup()
    path = place.chosen().path / part
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(CommandError, match="Damaged or missing: 1"):
        backup("--verify")


def test_a_missing_file_is_found(backup, place):
    sha256 = stored(LAW).sha256
    backup()
    (place.files / "plain" / sha256[:2] / sha256).unlink()
    with pytest.raises(CommandError, match="Damaged or missing: 1"):
        backup("--verify")
