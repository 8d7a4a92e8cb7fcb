"""With a key nothing of a set can be read without the secret one; without a key no secret stands in it."""

import json

import pytest
from django.core.management import CommandError

from baliportal import environment
from baliportal.backups.encryption import Keys
from baliportal.backups.errors import BackupError
from baliportal.backups.restoring import _listed_files

from .conftest import stored

LAW = b"An Act to prevent the smuggling of persons."


@pytest.fixture
def secrets(settings, monkeypatch):
    (settings.VAR / "secret-key").write_text("kept-in-the-portal")
    monkeypatch.setenv("MAIL_URL", "smtp://portal:hidden-word@mail.example")
    monkeypatch.setenv("SITE_URL", "https://portal.example")
    environment.READ.update({"MAIL_URL", "SITE_URL"})


def everything(place):
    return b"".join(path.read_bytes() for path in place.path.rglob("*") if path.is_file())


def test_an_encrypted_set_shows_nothing(backup, place, identity, secrets):
    path, public = identity
    stored(LAW)
    backup("--recipient", public)
    found = everything(place)
    assert [
        word for word in (LAW, b"hidden-word", b"portal.example", b"SQLite format", b"\x1f\x8b\x08") if word in found
    ] == []
    assert _listed_files(place.chosen(), Keys(identity=path))[0][1].size == len(LAW)
    assert "as it was written" in backup("--verify")  # needs no key


def test_an_encrypted_set_cannot_be_read_without_its_key(backup, place, identity, tmp_path):
    backup("--recipient", identity[1])
    with pytest.raises(BackupError, match="BACKUP_IDENTITY"):
        _listed_files(place.chosen(), Keys())
    other = tmp_path / "other.txt"
    other.write_text("AGE-SECRET-KEY-1")
    with pytest.raises(BackupError, match="cannot be read as a file of identities"):
        _listed_files(place.chosen(), Keys(identity=str(other)))


def test_files_that_were_encrypted_to_another_key_are_written_anew(backup, place, identity):
    stored(LAW)
    assert "1 of them new" in backup()
    assert "1 of them new" in backup("--recipient", identity[1])
    assert "0 of them new" in backup("--recipient", identity[1])


def test_a_set_without_a_key_names_the_secrets_that_it_lacks(backup, place, secrets):
    backup()
    found = everything(place)
    assert [word for word in (b"hidden-word", b"kept-in-the-portal") if word in found] == []
    settings = json.loads(place.chosen().part("settings").read_bytes())
    assert settings["variables"]["SITE_URL"] == "https://portal.example"
    assert {"MAIL_URL", "secret-key"} <= set(settings["left_out"])


def test_a_key_that_is_none_is_refused(backup):
    with pytest.raises(CommandError, match="--recipient must be a public key of age"):
        backup("--recipient", "age1nonsense")
