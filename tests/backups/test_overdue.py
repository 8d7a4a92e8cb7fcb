"""Staff are told when no backup was made in time, and restores are rehearsed each month where that is asked for."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from baliportal.backups import rehearsal
from baliportal.backups.configuration import Backups, backups
from baliportal.backups.encryption import Keys
from baliportal.backups.errors import BackupError
from baliportal.backups.overdue import warnings
from baliportal.environment import Refused


@pytest.fixture
def configured(settings, place):
    settings.BACKUPS = Backups(str(place.path), Keys(), 26, rehearsal=False)
    place.make()
    return place


def made(place, *, hours):
    (place.sets / f"{timezone.now() - timedelta(hours=hours):%Y-%m-%dT%H-%M-%SZ}").mkdir()


def test_nothing_is_said_where_no_backups_are_set_up(settings):
    settings.BACKUPS = Backups("", Keys(), 26, rehearsal=False)
    assert warnings() == []


def test_a_late_backup_is_told(configured):
    assert warnings() == ["There is no backup yet: the command backup has not run."]
    made(configured, hours=75)
    assert warnings() == ["The last backup was made 3 days ago, and is expected every 26 hours."]
    made(configured, hours=25)
    assert warnings() == []


def test_a_rehearsal_is_made_once_a_month(configured, settings, monkeypatch):
    settings.BACKUPS = Backups(str(configured.path), Keys(), 26, rehearsal=True)
    made(configured, hours=1)
    assert warnings() == ["A restore of the backup has not been rehearsed yet."]
    monkeypatch.setattr(rehearsal, "_restored", lambda *_: (_ for _ in ()).throw(BackupError("No room.")))
    with pytest.raises(BackupError):
        rehearsal.rehearse_when_due(60)
    assert rehearsal.rehearse_when_due(60).startswith("failed on")
    (settings.VAR / "rehearsal-tried").unlink()
    monkeypatch.setattr(rehearsal, "_restored", lambda *_: "Restored.")
    assert rehearsal.rehearse_when_due(60).endswith("was restored on trial. Restored.")
    assert rehearsal.rehearse_when_due(60).startswith("the last one was on")
    month_ago = (timezone.now() - timedelta(days=31)).timestamp()
    for name in ("rehearsed", "rehearsal-tried"):
        os.utime(settings.VAR / name, (month_ago, month_ago))
    assert rehearsal.rehearse_when_due(60).endswith("Restored.")
    assert warnings() == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BACKUP_DIR", "backups", "BACKUP_DIR must be the absolute path"),
        ("BACKUP_RECIPIENT", "secret", "BACKUP_RECIPIENT must be a public key of age"),
        ("BACKUP_IDENTITY", "key.txt", "BACKUP_IDENTITY must be the absolute path"),
        ("BACKUP_HOURS", "0", "BACKUP_HOURS must be a number from 1"),
        ("BACKUP_REHEARSAL", "1", "BACKUP_REHEARSAL=1 needs BACKUP_DIR"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(monkeypatch, name, value, words):
    monkeypatch.setenv(name, value)
    with pytest.raises(Refused, match=words) as refusal:
        backups()
    assert "secret" not in str(refusal.value)
