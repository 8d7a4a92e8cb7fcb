"""Inline formset of nested rows, validated against each other."""

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint, Value
from django.forms import BaseInlineFormSet

from ..partial_date_fields import PartialDateField


class PartFormSet(BaseInlineFormSet):
    """Reports rows that violate a unique constraint, in which an unknown date equals another unknown date.

    Django's own validation skips rows with an empty value, and constraints that are written as expressions.
    """

    def add_fields(self, form, index):
        """Label every input, as a screen reader does not read a table heading as a label."""
        super().add_fields(form, index)
        row = "new row" if index is None else f"row {index + 1}"
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            label = field.label or name.replace("_", " ").capitalize()
            widget.attrs.setdefault("aria-label", f"{label}, {row}")

    def clean(self):
        super().clean()
        rows = [form.instance for form in self.forms if _has_row(form) and not self._should_delete_form(form)]
        for rule in self.model._meta.constraints:
            if isinstance(rule, UniqueConstraint):
                keys = [key for key in (_key(rule, row) for row in rows) if key]
                if len(keys) > len(set(keys)):
                    raise ValidationError(_message(rule))


def _has_row(form):
    """Tell whether the form is valid and not one of the empty ones at the end."""
    return form.is_valid() and bool(form.instance.pk or form.has_changed())


def _key(rule, row):
    """Return the values that a unique constraint compares; None when it does not apply to the row."""
    names = rule.fields or [expression.name for expression in rule.expressions]
    values = {name: getattr(row, row._meta.get_field(name).attname) for name in names if name != row.whole}
    if rule.condition and not rule.condition.check(_all_values(row)):
        return None
    has_null = any(value is None and not _stores_empty(row, name) for name, value in values.items())
    return None if has_null else tuple(values.items())


def _stores_empty(row, name):
    return isinstance(row._meta.get_field(name), PartialDateField)


def _all_values(row):
    return {field.name: Value(getattr(row, field.attname), field) for field in row._meta.concrete_fields}


def _message(rule):
    message = rule.violation_error_message
    return message if message != rule.default_violation_error_message else "One of these rows stands here twice."
