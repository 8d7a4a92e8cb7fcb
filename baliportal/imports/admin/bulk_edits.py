"""Forms of a bulk edit: the field, then the operation and value."""

from django import forms

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.schema.nested import BAR, NestedRows
from baliportal.catalogue.schema.relations import Countries, CountryLink, Topics
from baliportal.catalogue.schema.scalars import SEPARATOR, Choice, InvalidValue, YesNo

from ..bulk_edit import OPERATIONS, choose_change, editable_fields, operations_of


class FieldForm(forms.Form):
    """Choice of the field to change."""

    column = forms.ChoiceField(label="Field")

    def __init__(self, batch, data=None):
        super().__init__(data)
        self.fields["column"].choices = [(c.name, c.label) for c in editable_fields(named(batch.schema_name))]


class ValueForm(forms.Form):
    """Operation and value for the field; the value is a select for fields with choices, and a text otherwise."""

    act = forms.ChoiceField(label="What to do", widget=forms.RadioSelect)

    def __init__(self, batch, field_name, data=None):
        super().__init__(data, initial={"act": operations_of(named(batch.schema_name).field(field_name))[0]})
        self.batch, self.column = batch, named(batch.schema_name).field(field_name)
        self.fields["act"].choices = [(operation, OPERATIONS[operation]) for operation in operations_of(self.column)]
        self.fields["value"] = _value_field(self.column)

    def start_preview(self):
        """Begin the preview; returns False, with an error on the form, for a value that is not valid."""
        value = self.cleaned_data["value"]
        text = SEPARATOR.join(value) if isinstance(value, list) else value
        try:
            operation = self.cleaned_data["act"]
            choose_change(self.batch, field_name=self.column.name, operation=operation, text=text)
        except InvalidValue as problem:
            self.add_error("value", str(problem))
            return False
        return True


def _value_field(field):
    choices = _choices(field)
    options = {"label": field.label, "required": False, "help_text": _help(field)}
    if choices and isinstance(field.type, Countries | Topics):
        return forms.MultipleChoiceField(choices=choices, widget=forms.SelectMultiple(attrs={"size": 12}), **options)
    if choices:
        return forms.ChoiceField(choices=[("", "— (empty)"), *choices], **options)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4, "cols": 70}), strip=False, **options)


def _choices(field):
    if isinstance(field.type, Topics):
        return list(Topic.objects.values_list("slug", "label"))
    if isinstance(field.type, Countries | CountryLink):
        return list(Country.objects.values_list("code", "name"))
    if isinstance(field.type, YesNo):
        return [("yes", "Yes"), ("no", "No")]
    return list(field.type.choices) if isinstance(field.type, Choice) else []


def _help(field):
    parts = [field.meaning, f"Example: {field.example}" if field.example else ""]
    if isinstance(field.type, NestedRows):
        parts.append(f"One row a line: {BAR.join(inner.label for inner in field.type.fields)}.")
    return " ".join(part for part in parts if part)
