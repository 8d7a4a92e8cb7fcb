"""Model field and form field of a partial date."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from .partial_dates import InvalidDate, PartialDate


def to_partial_date(value) -> PartialDate | None:
    """Return a PartialDate of a text or a PartialDate, None of an empty value; ValidationError for anything else."""
    if value in (None, ""):
        return None
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except InvalidDate as problem:
        raise ValidationError(str(problem), code="invalid") from problem


class PartialDateFormField(forms.CharField):
    """Text input for 2005, 2007-08 or 2009-04-14."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.attrs.setdefault("placeholder", "YYYY, YYYY-MM or YYYY-MM-DD")

    def to_python(self, value):
        return to_partial_date(super().to_python(value))


class PartialDateField(models.Field):
    """A PartialDate stored as text, which the database sorts and compares as the value does; '' for none."""

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
    """Keep the arguments that the form field understands; the admin adds some for the widget of a CharField."""
    return {key: value for key, value in kwargs.items() if key in ("label", "help_text", "initial", "disabled")}
