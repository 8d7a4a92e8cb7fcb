"""Settings in a backup: the environment variables that this process reads, and the keys in PORTAL_VAR.

Secrets stand in encrypted sets only; another set names those that it lacks.
"""

import base64
import json
import os
import re
from pathlib import Path

from django.conf import settings

from baliportal import environment
from baliportal.files.storage_backends import write_synced

SECRET = re.compile(r"KEY|SECRET|PASSWORD|TOKEN|(?<!^SITE)_URL$")  # addresses of servers hold their passwords
#: Variables that say where this machine keeps things: another machine has its own.
OF_THE_MACHINE = {"PORTAL_VAR", "PORT", "BACKUP_DIR", "BACKUP_IDENTITY"}
KEY_FILES = "*-key"  # secret-key and other keys at the top of PORTAL_VAR
RESTORED = "restored-settings.env"


def settings_copy(*, with_secrets: bool) -> bytes:
    """The settings as JSON."""
    variables = {name: os.environ[name] for name in sorted(environment.READ - OF_THE_MACHINE) if os.environ.get(name)}
    secret = [name for name in variables if SECRET.search(name)]
    files = {path.name: base64.b64encode(path.read_bytes()).decode() for path in _key_files()}
    left_out = [] if with_secrets else [*secret, *files]
    kept = {name: value for name, value in variables.items() if name not in left_out}
    document = {"variables": kept, "keys": files if with_secrets else {}, "left_out": left_out}
    return json.dumps(document, indent=1).encode()


def restore_settings(content: bytes) -> list[str]:
    """Write the variables to a file for the operator, and the keys to PORTAL_VAR; return the names of what is missing.

    A key that the environment gives wins over that of PORTAL_VAR, as always.
    """
    document = json.loads(content)
    lines = [f"{name}={json.dumps(value)}\n" for name, value in document["variables"].items()]
    lines += [f"# {name} was set and is a secret: it is not in this backup\n" for name in document["left_out"]]
    write_synced(settings.VAR / RESTORED, [line.encode() for line in lines])
    for name, key in document["keys"].items():
        if Path(name).name == name:
            write_synced(settings.VAR / name, [base64.b64decode(key)])
    return document["left_out"]


def _key_files():
    return sorted(path for path in Path(settings.VAR).glob(KEY_FILES) if path.is_file())
