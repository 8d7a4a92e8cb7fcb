"""Position in the journal: a number, and a fingerprint of the change that has it.

Two databases, or one before and after a restore, may have different changes under the same number.
"""

import hashlib
from datetime import UTC, datetime
from typing import NamedTuple


class JournalPosition(NamedTuple):
    """Number and 64-bit fingerprint of a change; (0, 0) before the first.

    A reader that keeps a copy of the data compares both.
    """

    number: int
    fingerprint: int


START = JournalPosition(0, 0)


def position_of(number: int, at: datetime, who: str, subject: str) -> JournalPosition:
    """Return the position of a change, from the fields that together are unique among all histories."""
    text = "\n".join([str(number), at.astimezone(UTC).isoformat(), who, subject])
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return JournalPosition(number, int.from_bytes(digest[:8], "big"))
