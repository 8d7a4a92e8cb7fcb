"""The database field and the form field of a partial date."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from .partial_dates import InvalidDate, PartialDate


def to_partial_date(value):
    """A PartialDate or None from what a form, a fixture or a caller hands over."""
    if value in (None, ""):
        return None
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except InvalidDate as problem:
        raise ValidationError(str(problem), code="invalid") from problem


class PartialDateFormField(forms.CharField):
    """A text box for 2005, 2007-08 or 2009-04-14."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.attrs.setdefault("placeholder", "YYYY, YYYY-MM or YYYY-MM-DD")

    def to_python(self, value):
        return to_partial_date(super().to_python(value))


class PartialDateField(models.Field):
    """A PartialDate, kept as its text: sorts and compares in the database as the value does; empty is ''."""

    description = "Date known to the year, month or day"

    def __init__(self, *args, **kwargs):
        kwargs.update(max_length=10, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def get_internal_type(self):
        return "CharField"

    def from_db_value(self, value, expression, connection):
        return PartialDate.parse(value) if value else None

    def to_python(self, value):
        return to_partial_date(value)

    def get_default(self):
        return None

    def get_prep_value(self, value):
        date = to_partial_date(value)
        return str(date) if date else ""

    def pre_save(self, instance, add):
        date = to_partial_date(super().pre_save(instance, add))
        setattr(instance, self.attname, date)
        return date

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs):
        label = str(self.verbose_name).capitalize()
        return PartialDateFormField(
            **{"required": False, "label": label, "help_text": self.help_text} | _form_kwargs(kwargs)
        )


def _form_kwargs(kwargs):
    """What the admin hands to a form field, less what belongs to a CharField's own widget."""
    return {key: value for key, value in kwargs.items() if key in ("label", "help_text", "initial", "disabled")}
