"""What is in PORTAL_VAR is for its owner alone: new files by the umask, older ones by `prepare`."""

import pytest

from baliportal import environment
from baliportal.environment import Refused
from baliportal.private_files import make_files_private


def mode(path):
    return oct(path.stat().st_mode & 0o777)


@pytest.fixture
def older(settings, tmp_path):
    """A directory as an older version left it, readable by every user of the machine."""
    settings.VAR = tmp_path / "older"
    (settings.VAR / "media").mkdir(parents=True)
    for file in ("portal.sqlite3", "media/law.pdf"):
        (settings.VAR / file).write_text("secret")
    for path in (settings.VAR, *settings.VAR.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (settings.VAR / "link").symlink_to("/etc/hostname")
    (settings.VAR / "gone").symlink_to("nowhere")
    return settings.VAR


def test_older_files_and_directories_are_closed_to_other_users(older):
    make_files_private()
    assert [mode(older), mode(older / "media")] == ["0o700", "0o700"]
    assert [mode(older / "portal.sqlite3"), mode(older / "media/law.pdf")] == ["0o600", "0o600"]


def test_a_run_that_was_killed_is_done_again_and_a_whole_one_is_not(older):
    make_files_private()
    (older / "media/law.pdf").chmod(0o644)
    make_files_private()
    assert mode(older / "media/law.pdf") == "0o644"
    older.chmod(0o755)
    make_files_private()
    assert mode(older / "media/law.pdf") == "0o600"


def test_a_group_may_read_where_the_umask_says_so(older, settings):
    settings.UMASK = 0o027
    make_files_private()
    assert [mode(older), mode(older / "media/law.pdf")] == ["0o750", "0o640"]


def test_new_files_are_for_their_owner_alone(tmp_path, settings):
    (tmp_path / "new").write_text("secret")
    assert mode(tmp_path / "new") == "0o600"
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600


def test_a_umask_that_opens_files_to_everybody_is_refused(monkeypatch):
    monkeypatch.setenv("PORTAL_UMASK", "022")
    with pytest.raises(Refused, match="PORTAL_UMASK must be 077 or 027, not '022'"):
        environment.set_umask()
