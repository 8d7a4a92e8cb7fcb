"""What a column shows the public, as an expression of the database that gives the text of its cell.

So a file may come from the database without a record being made of any row. A column that is not told here is read
record by record, as everywhere else; both ways give the same text to the letter.
"""

from functools import singledispatch

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, CharField, DateField, F, Func, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.catalogue.schema.relations import Link, Links
from baliportal.catalogue.schema.scalars import Date, Number, Text, YesNo

TEXT = TextField()


def cell(column, model):
    """The expression over rows of `model`; None where only the column itself can tell."""
    try:
        field = model._meta.get_field(column.attribute)
    except FieldDoesNotExist:
        return None
    return _cell(column.type, field)


@singledispatch
def _cell(kind, field):
    return None


@_cell.register
def _(kind: Text, field):
    """Types that print as they are kept; a type with a meaning of its own has to be told of here by itself."""
    if field.is_relation or kind.late or not isinstance(field, CharField | TextField):
        return None
    return F(field.name)


@_cell.register
def _(kind: Date, field):
    text = DayAsText(F(field.name)) if isinstance(field, DateField) else Cast(F(field.name), TEXT)
    return Coalesce(text, Value(""), output_field=TEXT)


@_cell.register
def _(kind: Number, field):
    return Cast(F(field.name), TEXT)


@_cell.register
def _(kind: YesNo, field):
    words = [When(**{field.name: meaning}, then=Value(word)) for word, meaning in kind.words.items() if word]
    return Case(*words, default=Value(""), output_field=TEXT)


@_cell.register
def _(kind: Link, field):
    name = _name(kind, f"{field.name}__")
    shown = When(**{f"{field.name}__isnull": False}, **_told(field, f"{field.name}__"), then=name)
    return Case(shown, default=Value(""), output_field=TEXT)


def ends(column, model):
    """Of a column with a set of links: pairs of a row's key, `row`, and what a cell calls one end; None of others."""
    if not isinstance(column.type, Links):
        return None
    field = model._meta.get_field(column.attribute)
    target = f"{field.m2m_reverse_field_name()}__"
    found = field.remote_field.through._base_manager.filter(**_told(field, target)).order_by()
    found = found.annotate(row=F(f"{field.m2m_field_name()}_id"), named=_name(column.type, target))
    return found.values_list("row", "named")


def _name(kind, target):
    """What names the other end in a cell: see `links.called`."""
    parts = [F(f"{target}{field}") for field in kind.named_by]
    return parts[0] if len(parts) == 1 else Concat(parts[0], Value("/"), parts[1], output_field=TEXT)


def _told(field, target):
    """What must hold of the other end for the public to be told of it: see `links.may_show`."""
    if not issubclass(field.related_model, Entry):
        return {}
    return {f"{target}status": Status.PUBLISHED, f"{target}visibility": Visibility.PUBLIC}


class DayAsText(Func):
    """A day as 2009-04-14, whatever form of dates the database is set to."""

    output_field = TEXT
    template = "CAST(%(expressions)s AS text)"

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM-DD')", **context)
