"""Addresses that records name with what their checks found, and the copies that were taken of documents at them."""

from .archived_copy import ArchivedCopy, State
from .links import (
    CANNOT_TELL,
    DAYS_UNTIL_BROKEN,
    FAILURES,
    LinkUse,
    Result,
    WebAddress,
    WebAddressQuerySet,
    host_of,
    key_of,
)

__all__ = [
    "CANNOT_TELL", "DAYS_UNTIL_BROKEN", "FAILURES", "ArchivedCopy", "LinkUse", "Result", "State", "WebAddress",
    "WebAddressQuerySet", "host_of", "key_of",
]  # fmt: skip
