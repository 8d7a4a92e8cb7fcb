"""Deletion protection for targets of many-to-many fields, as PROTECT gives to those of foreign keys.

A database drops the rows of a join table with either end. That would change an entry without a line in its history, so
a record that an entry still names cannot be deleted.
"""

from django.db.models import ProtectedError

from . import kinds


def holders(model: type, pks) -> list:
    """Return up to 20 rows per relation that name one of these in a many-to-many field."""
    named_by = []
    for table in kinds.models_under(model):
        for relation in table._meta.related_objects:
            if relation.many_to_many:
                rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
                named_by.extend(rows.distinct()[:20])
    return named_by


def refuse_if_held(model: type, pks) -> None:
    """Raise ProtectedError, as a protected foreign key does, when a record still names one of these."""
    named_by = holders(model, pks)
    if named_by:
        names = ", ".join(str(row) for row in named_by[:3])
        raise ProtectedError(f"Other records still name this: {names}. Take it from them first.", set(named_by))
