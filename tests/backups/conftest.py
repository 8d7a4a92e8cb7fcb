"""A portal with an empty database and few files, and a directory of backups."""

from io import StringIO

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from baliportal.backups.backup_directory import BackupDirectory
from baliportal.files.models import StoredFile
from baliportal.files.storage import store


@pytest.fixture(autouse=True)
def own_portal(transactional_db, settings, tmp_path):
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()


@pytest.fixture
def place(tmp_path):
    return BackupDirectory(tmp_path / "backups")


@pytest.fixture
def backup(place):
    """Run the command; returns what it printed."""

    def run(*options):
        out = StringIO()
        call_command("backup", str(place.path), *options, stdout=out)
        return out.getvalue()

    return run


@pytest.fixture
def identity(tmp_path):
    """The path of a new identity of age, with its public key."""
    secret = pyrage.x25519.Identity.generate()
    path = tmp_path / "identity.txt"
    path.write_text(f"# made by a test\n{secret}\n")
    return str(path), str(secret.to_public())


def stored(content):
    """A file that a record carries."""
    file = store(ContentFile(content), "text/plain")
    StoredFile.objects.filter(pk=file.pk).update(kept=True)
    return file
