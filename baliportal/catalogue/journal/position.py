"""Position in the journal: a number, and a fingerprint of the change that has it.

Two databases, or one before and after a restore, may have different changes under the same number.
"""

import hashlib
from datetime import UTC
from typing import NamedTuple


class JournalPosition(NamedTuple):
    """Readers of the journal that keep a copy of something compare both; (0, 0) before the first change."""

    number: int
    fingerprint: int  # of 64 bits


START = JournalPosition(0, 0)


def position_of(number, at, who, subject):
    """The position of a change, from the fields that together no other change of any history has."""
    text = "\n".join([str(number), at.astimezone(UTC).isoformat(), who, subject])
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return JournalPosition(number, int.from_bytes(digest[:8], "big"))
