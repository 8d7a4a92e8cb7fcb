"""The rows of a record in its form, checked against each other."""

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint, Value
from django.forms import BaseInlineFormSet

from ..partial_date_fields import PartialDateField


class PartFormSet(BaseInlineFormSet):
    """Says in words when two rows are one to the database, for which an unknown date is a date like any other.

    Django's own check passes over rows with anything empty, and over rules that are written as expressions.
    """

    def add_fields(self, form, index):
        """Every input says what it is: in a table of rows the heading above is no label to a screen reader."""
        super().add_fields(form, index)
        row = "new row" if index is None else f"row {index + 1}"
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            label = field.label or name.replace("_", " ").capitalize()
            widget.attrs.setdefault("aria-label", f"{label}, {row}")

    def clean(self):
        super().clean()
        rows = [form.instance for form in self.forms if _holds_a_row(form) and not self._should_delete_form(form)]
        for rule in self.model._meta.constraints:
            if isinstance(rule, UniqueConstraint):
                keys = [key for key in (_key(rule, row) for row in rows) if key]
                if len(keys) > len(set(keys)):
                    raise ValidationError(_words(rule))


def _holds_a_row(form):
    """Whether the form is valid and not one of the empty ones at the end."""
    return form.is_valid() and bool(form.instance.pk or form.has_changed())


def _key(rule, row):
    """What the database compares of a row; None when this rule says nothing of it."""
    names = rule.fields or [expression.name for expression in rule.expressions]
    values = {name: getattr(row, row._meta.get_field(name).attname) for name in names if name != row.whole}
    if rule.condition and not rule.condition.check(_all_values(row)):
        return None
    nulls = [name for name, value in values.items() if value is None and not _stores_empty(row, name)]
    return None if nulls else tuple(values.items())


def _stores_empty(row, name):
    return isinstance(row._meta.get_field(name), PartialDateField)


def _all_values(row):
    return {field.name: Value(getattr(row, field.attname), field) for field in row._meta.concrete_fields}


def _words(rule):
    said = rule.violation_error_message
    return said if said != rule.default_violation_error_message else "One of these rows stands here twice."
