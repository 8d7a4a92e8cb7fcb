"""What is different between two answers to one question: rows that came, went and changed."""

from collections import defaultdict
from dataclasses import dataclass

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """One row that differs: as it was, or None, and as it is, or None; `fields` names the columns that changed."""

    before: dict | None
    after: dict | None
    fields: tuple = ()

    @property
    def what(self):
        if self.before is None:
            return ADDED
        return REMOVED if self.after is None else CHANGED

    @property
    def row(self):
        """The row as it is, or was last."""
        return self.before if self.after is None else self.after


def compare(before, after, key, names):
    """Yields the differences: what is new or changed in the order of `after`, then what is gone.

    Rows are dicts. `key` names the columns by which a row is the same row, `names` those that are compared. Rows that
    no key tells apart are taken as the same where they are equal, and in their order where they are not.
    """
    old = defaultdict(list)
    for row in before:
        old[_of(row, key)].append(row)
    for row in _unequal(after, old, key, names):
        mates = old[_of(row, key)]
        earlier = mates.pop(0) if mates else None
        fields = tuple(name for name in names if earlier and earlier.get(name) != row.get(name))
        yield Difference(earlier, row, fields)
    yield from (Difference(row, None) for rows in old.values() for row in rows)


def _unequal(after, old, key, names):
    """The rows of `after` without those that stood there before just so; takes these out of `old`."""
    left = []
    for row in after:
        mates = old.get(_of(row, key), [])
        place = next((n for n, mate in enumerate(mates) if _of(mate, names) == _of(row, names)), None)
        if place is None:
            left.append(row)
        else:
            del mates[place]
    return left


def _of(row, names):
    return tuple(row.get(name) for name in names)
