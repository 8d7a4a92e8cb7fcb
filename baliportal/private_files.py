"""Permissions of what is in PORTAL_VAR, which older versions made readable by every user of the machine."""

import os

from django.conf import settings

STAMP = "files-are-private"


def make_files_private():
    """Take from everything in PORTAL_VAR the permissions that `settings.UMASK` takes from new files; does so once.

    The directory itself comes last: one that is still open to others shows that an earlier run was killed.
    """
    stamp = settings.VAR / STAMP
    if stamp.exists() and not settings.VAR.stat().st_mode & settings.UMASK:
        return
    for directory, _, names in os.walk(settings.VAR, topdown=False):
        for name in (*names, "."):
            _restrict(os.path.join(directory, name))
    stamp.touch()


def _restrict(path):
    try:
        mode = os.lstat(path).st_mode & 0o777
        if mode & settings.UMASK and not os.path.islink(path):
            os.chmod(path, mode & ~settings.UMASK)
    except FileNotFoundError:  # Another process has deleted it meanwhile.
        pass
