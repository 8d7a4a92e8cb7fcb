"""Hash table of deadlines in memory that forked processes share: of budgets of visitors, and of known sessions."""

import mmap
import struct
from hashlib import blake2b

SLOT = struct.Struct("Qd")  # key, and the monotonic time after which the entry counts for nothing
SLOTS = 1 << 16  # 1 MiB
PROBES = 8  # neighbouring slots that may hold a key


class SharedTable:
    """Deadlines (CLOCK_MONOTONIC, which all processes of a machine share) by key, of a fixed size.

    Made before gunicorn forks its workers. There is no lock: of two charges in the same microsecond one may be lost,
    which costs less than a lock in every request. When all slots of a key are taken, the one that ends first goes.
    """

    def __init__(self, slots: int = SLOTS):
        self._slots = slots
        self._memory = mmap.mmap(-1, slots * SLOT.size)

    def get(self, key: int) -> float:
        """The deadline of a key; 0.0 where there is none."""
        return next((deadline for _, other, deadline in self._probe(key) if other == key), 0.0)

    def put(self, key: int, deadline: float, now: float) -> None:
        probed = list(self._probe(key))
        place = next((place for place, other, _ in probed if other == key), None)
        if place is None:
            place = min(probed, key=lambda slot: max(slot[2], now))[0]
        SLOT.pack_into(self._memory, place, key, deadline)

    def _probe(self, key):
        for step in range(PROBES):
            place = (key + step) % self._slots * SLOT.size
            yield place, *SLOT.unpack_from(self._memory, place)


def key_of(text: str, secret: str) -> int:
    """Hash a text under a secret: the table holds no address and no session key."""
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=8, key=secret.encode()[:64]).digest()
    return int.from_bytes(digest, "big") or 1
