"""Memory of a load of many records: what names stand for and which addresses are taken is asked once, and the links of
new records are inserted together. For one recording that renames and deletes nothing.

These three took half of the processor time of the starter content: a record has four sets of links on average.
"""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar


class BulkLoad:
    """Targets by field type and name, taken addresses by model, and links to insert by their table.

    `new` holds the public ids of the records that the load adds; they have no links before.
    """

    def __init__(self):
        self.new = set()
        self._targets, self._slugs, self._links = {}, {}, {}

    def target(self, key, find: Callable):
        """Return what `find` finds; it is called once for each key that it finds something for."""
        if key not in self._targets:
            self._targets[key] = find()
        return self._targets[key]

    def slugs_of(self, model: type, read: Callable) -> set:
        """Return the addresses that records of a model cannot have, to be added to; `read` is called once a model."""
        if model not in self._slugs:
            self._slugs[model] = read()
        return self._slugs[model]

    def add_links(self, relation, targets) -> None:
        """Insert the links of a new record later, with those of the others."""
        source, [pk] = f"{relation.source_field_name}_id", relation.related_val
        rows = (relation.through(**{source: pk, f"{relation.target_field_name}_id": target.pk}) for target in targets)
        self._links.setdefault(relation.through, []).extend(rows)

    def insert_links(self) -> None:
        """Insert all links; to be called before the recording ends, which reads them."""
        for through, rows in self._links.items():
            through._base_manager.bulk_create(rows)
        self._links.clear()


_current: ContextVar[BulkLoad | None] = ContextVar("bulk load", default=None)


def current_bulk_load() -> BulkLoad | None:
    return _current.get()


@contextmanager
def bulk_load():
    """Inside, lookups are remembered; yields the BulkLoad."""
    token = _current.set(BulkLoad())
    try:
        yield _current.get()
    finally:
        _current.reset(token)
