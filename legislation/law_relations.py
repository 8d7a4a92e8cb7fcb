"""Field type of the relations of a law: what it does to other laws, and the treaties that it ratifies."""

from dataclasses import dataclass

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.scalars import InvalidValue

from .models import RATIFIES_A_TREATY, LawRelation


@dataclass(frozen=True)
class LawRelations(NestedRows):
    """Nested rows of which those that ratify name a treaty; laws that ratify agreements stand in these agreements."""

    def clean(self, value):
        rows = super().clean(value)
        others = tuple(f"{kind.name}/" for kind in all_kinds() if kind.name != "treaty")
        for row in rows:
            if row["relation"] == LawRelation.Relation.RATIFIES and row["target"].startswith(others):
                raise InvalidValue(f"“{self.format([row])}”: {RATIFIES_A_TREATY}")
        return rows
