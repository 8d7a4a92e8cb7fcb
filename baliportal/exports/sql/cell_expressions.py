"""Database expressions for the text of a cell, as an audience may read it.

With them a file comes from the database without a model instance per row. A field without an expression is read row by
row in Python; both ways give the same text to the letter (tests/exports/test_lines.py).
"""

from functools import singledispatch
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, CharField, DateField, Expression, F, Func, Model, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import Link, Links
from baliportal.catalogue.schema.scalars import Date, Number, Text, YesNo
from baliportal.catalogue.statuses import Status, levels_for

TEXT = TextField()


def cell_expression(column: SchemaField, model: type[Model], audience: str) -> Expression | F | None:
    """The text of a column's cell, over rows of `model`; None where only Python can read it."""
    try:
        field = model._meta.get_field(column.attribute)
    except FieldDoesNotExist:
        return None
    return _expression(column.type, field, audience)


@singledispatch
def _expression(kind, field, audience):
    return None


@_expression.register
def _(kind: Text, field, audience):
    """Types that print as they are stored; a type that formats its values is registered here by itself."""
    if field.is_relation or kind.late or not isinstance(field, CharField | TextField):
        return None
    return F(field.name)


@_expression.register
def _(kind: Date, field, audience):
    text = DayAsText(F(field.name)) if isinstance(field, DateField) else Cast(F(field.name), TEXT)
    return Coalesce(text, Value(""), output_field=TEXT)


@_expression.register
def _(kind: Number, field, audience):
    return Cast(F(field.name), TEXT)


@_expression.register
def _(kind: YesNo, field, audience):
    words = [When(**{field.name: meaning}, then=Value(word)) for word, meaning in kind.words.items() if word]
    return Case(*words, default=Value(""), output_field=TEXT)


@_expression.register
def _(kind: Link, field, audience):
    target = f"{field.name}__"
    shown = When(**{f"{target}isnull": False}, **_conditions(field, target, audience), then=_target_name(kind, target))
    return Case(shown, default=Value(""), output_field=TEXT)


def relation_names(column: SchemaField, model: type[Model], audience: str) -> QuerySet | None:
    """Of a column with several related records: pairs of a row's key, `row`, and one record's name in a cell, `named`.

    Related records that the audience may not see are left out. None for any other column.
    """
    if not isinstance(column.type, Links):
        return None
    field = model._meta.get_field(column.attribute)
    target = f"{field.m2m_reverse_field_name()}__"
    pairs = field.remote_field.through._base_manager.filter(**_conditions(field, target, audience)).order_by()
    pairs = pairs.annotate(row=F(f"{field.m2m_field_name()}_id"), named=_target_name(column.type, target))
    return pairs.values_list("row", "named")


def _target_name(kind, target):
    """The name of a related record in a cell, as the relation's type formats it: naming fields joined by '/'."""
    parts = [F(f"{target}{field}") for field in kind.named_by]
    return parts[0] if len(parts) == 1 else Concat(parts[0], Value("/"), parts[1], output_field=TEXT)


def _conditions(field, target, audience):
    """Lookups that hold for related records that an audience may see, as in `relations.is_visible_to`."""
    if not issubclass(field.related_model, Entry):
        return {}
    return {f"{target}status": Status.PUBLISHED, f"{target}visibility__in": levels_for(audience)}


class DayAsText(Func):
    """A day as 2009-04-14. PostgreSQL's cast would follow the session's DateStyle."""

    output_field = TEXT
    template = "CAST(%(expressions)s AS text)"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list]:
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM-DD')", **context)
