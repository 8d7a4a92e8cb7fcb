"""Sessions that are known to be signed in: their requests have threads of their own and may bring large bodies."""

import time
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import close_old_connections

from .shared_table import SharedTable, key_of

_known = SharedTable(slots=1 << 12)


def remember(session_key: str) -> None:
    """Note that this session is signed in. This gives speed, never a right: every view asks the database itself."""
    now = time.monotonic()
    _known.put(key_of(session_key, settings.SECRET_KEY), now + settings.SESSION_IDLE.total_seconds(), now)


def is_known(session_key: str) -> bool:
    return bool(session_key) and _known.get(key_of(session_key, settings.SECRET_KEY)) > time.monotonic()


def is_signed_in(session_key: str) -> bool:
    """Look the session up in its store. Called in a thread of the worker, outside any request."""
    try:
        store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
        signed_in = SESSION_KEY in store
    finally:
        close_old_connections()
    if signed_in:
        remember(session_key)
    return signed_in
