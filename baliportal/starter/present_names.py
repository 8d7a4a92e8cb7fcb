"""Present names of what records refer to, as curators change addresses and delete or merge records."""

import json

from django.db.models import Exists, F, OuterRef

from baliportal.catalogue.models import Entry, FormerAddress
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.relations import Link, Links


class PresentNames:
    """Maps the names that a stored value or a starter file gives to the present ones; what was deleted is left out."""

    def __init__(self):
        here = Entry.objects.filter(kind=OuterRef("kind"), slug=OuterRef("slug"))
        former = FormerAddress.objects.exclude(Exists(here)).annotate(now=F("entry__slug"))
        self._names = {(kind, slug): now for kind, slug, now in former.values_list("kind", "slug", "now")}

    def add(self, row, written):
        """Learn under which name the record of a starter row is found now; a merged one is found under the other's."""
        then, key = row.record.get("slug", ""), (row.file.schema, row.record.get("slug", ""))
        now = "" if written.is_deleted else written.newest.record.get("slug", "")
        if then and then != now:
            self._names.setdefault(key, now)

    def of(self, field_type, value):
        """The value of a field under present names, without what is gone."""
        if not self._names or not value:
            return value
        if isinstance(field_type, NestedRows):
            rows = [self._row(field_type, row) for row in value]
            return sorted(filter(None, rows), key=lambda row: json.dumps(row, ensure_ascii=False))
        if isinstance(field_type, Links):
            return sorted(set(filter(None, (self._name(field_type, name) for name in value))))
        return self._name(field_type, value) if isinstance(field_type, Link) else value

    def _row(self, rows, row):
        """A row under present names; None when what it names is gone."""
        found = row | {
            f.name: self.of(f.type, row[f.name]) for f in rows.fields if isinstance(f.type, Link | Links)
        }  # fmt: skip
        return found if all(found[name] or not value for name, value in row.items()) else None

    def _name(self, field_type, name):
        kind = field_type.vocabulary or field_type.kind
        if kind:
            return self._names.get((kind, name), name)
        kind, _, slug = name.partition("/")
        now = self._names.get((kind, slug), slug)
        return now and f"{kind}/{now}"
