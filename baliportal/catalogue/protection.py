"""What others point to stands: the many-to-many half of the rule that PROTECT keeps for foreign keys.

A database drops the rows between two tables with either end. Here that would change an entry without a word in its
history, so whatever an entry still names cannot be deleted.
"""

from django.db.models import ProtectedError

from . import kinds


def holders(model, pks):
    """Up to 20 rows per relation that name one of these in a many-to-many field."""
    found = []
    for table in kinds.models_under(model):
        for relation in table._meta.related_objects:
            if relation.many_to_many:
                rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
                found.extend(rows.distinct()[:20])
    return found


def refuse_if_held(model, pks):
    """Raise ProtectedError, as a protected foreign key does, when anything still names one of these."""
    found = holders(model, pks)
    if found:
        names = ", ".join(str(row) for row in found[:3])
        raise ProtectedError(f"Other records still name this: {names}. Take it from them first.", set(found))
