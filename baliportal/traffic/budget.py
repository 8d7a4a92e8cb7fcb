"""Request budget of each visitor by cost, kept in memory that all worker processes share (GCRA)."""

from .shared_table import SharedTable


class Budget:
    """Token bucket as one number per visitor: the time at which all that was spent is paid back (GCRA).

    A visitor may spend `at_once` units, which come back at `per_second`.
    """

    def __init__(self, per_second: float, at_once: float, table: SharedTable | None = None):
        self.per_second, self.at_once = per_second, at_once
        self._table = table or SharedTable()

    def charge(self, visitor: int, cost: float, now: float) -> float:
        """Charge a visitor (a key of the table); return 0.0, or the seconds to wait when it was not paid."""
        longest = self.at_once / self.per_second
        paid_back = self._table.get(visitor)
        if paid_back - now > longest:  # no charge can have left this: a damaged slot
            paid_back = now
        paid_back = max(paid_back, now) + cost / self.per_second
        wait = paid_back - now - longest
        if wait > 0:
            return wait
        self._table.put(visitor, paid_back, now)
        return 0.0
