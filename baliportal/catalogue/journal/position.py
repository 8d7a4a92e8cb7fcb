"""Position in the journal: a number, and a fingerprint of the change that has it.

Two databases, or one before and after a restore, may have different changes under the same number.
"""

import hashlib
from datetime import UTC, datetime
from typing import NamedTuple


class JournalPosition(NamedTuple):
    """Number and 63-bit fingerprint of a change; (0, 0) before the first.

    A reader that keeps a copy of the data compares both.
    """

    number: int
    fingerprint: int  # 63 bits, so that a signed column holds it


START = JournalPosition(0, 0)


def fingerprint_of(at: datetime, who: str, subject: str) -> int:
    """Return the fingerprint of a change, from the fields that together no other change of that number has."""
    text = "\n".join([at.astimezone(UTC).isoformat(), who, subject])
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 1
