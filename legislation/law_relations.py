"""Field type of the relations of a law: what it does to other laws, and the treaties that it ratifies."""

from dataclasses import dataclass

from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.scalars import InvalidValue

from .models import RATIFIES_A_TREATY, LawRelation


@dataclass(frozen=True)
class LawRelations(NestedRows):
    """Nested rows of which those that ratify name a treaty; laws that ratify agreements stand in these agreements."""

    def clean(self, value):
        rows = super().clean(value)
        for row in rows:
            if row["relation"] == LawRelation.Relation.RATIFIES and not row["target"].startswith("treaty/"):
                raise InvalidValue(f"“{self.format([row])}”: {RATIFIES_A_TREATY}")
        return rows
