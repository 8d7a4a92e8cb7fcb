"""Position in the journal: a number, and a fingerprint of the change that has it.

Two databases, or one before and after a restore, may have different changes under the same number.
"""

import hashlib
from datetime import UTC
from typing import NamedTuple


class JournalPosition(NamedTuple):
    """Readers of the journal that keep a copy of something compare both; (0, 0) before the first change."""

    number: int
    fingerprint: int  # of 63 bits, so that a signed column holds it


START = JournalPosition(0, 0)


def fingerprint_of(at, who, subject):
    """The fingerprint of a change, from the fields that together no other change of that number has."""
    text = "\n".join([at.astimezone(UTC).isoformat(), who, subject])
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 1
