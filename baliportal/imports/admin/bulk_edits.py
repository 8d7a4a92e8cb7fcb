"""The two forms of a bulk edit: which field, then what becomes of it."""

from django import forms

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.schema.nested import BAR, NestedRows
from baliportal.catalogue.schema.relations import Countries, CountryLink, Topics
from baliportal.catalogue.schema.scalars import SEPARATOR, Choice, InvalidValue, YesNo

from ..bulk_edit import ACTS, acts_of, choose, columns_to_change


class FieldForm(forms.Form):
    """Which field is to be changed."""

    column = forms.ChoiceField(label="Field")

    def __init__(self, batch, data=None):
        super().__init__(data)
        self.fields["column"].choices = [(c.name, c.label) for c in columns_to_change(named(batch.form))]


class ValueForm(forms.Form):
    """What is to be done to the field, and with what; the value is chosen where there is a choice, and written else."""

    act = forms.ChoiceField(label="What to do", widget=forms.RadioSelect)

    def __init__(self, batch, column_name, data=None):
        super().__init__(data, initial={"act": acts_of(named(batch.form).field(column_name))[0]})
        self.batch, self.column = batch, named(batch.form).field(column_name)
        self.fields["act"].choices = [(act, ACTS[act]) for act in acts_of(self.column)]
        self.fields["value"] = _value_field(self.column)

    def chosen(self):
        """Begin the preview; False, with the words at the field, when the value does not fit."""
        value = self.cleaned_data["value"]
        text = SEPARATOR.join(value) if isinstance(value, list) else value
        try:
            choose(self.batch, column=self.column.name, act=self.cleaned_data["act"], text=text)
        except InvalidValue as problem:
            self.add_error("value", str(problem))
            return False
        return True


def _value_field(column):
    choices = _choices(column)
    told = {"label": column.label, "required": False, "help_text": _help(column)}
    if choices and isinstance(column.type, Countries | Topics):
        return forms.MultipleChoiceField(choices=choices, widget=forms.SelectMultiple(attrs={"size": 12}), **told)
    if choices:
        return forms.ChoiceField(choices=[("", "— (empty)"), *choices], **told)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4, "cols": 70}), strip=False, **told)


def _choices(column):
    if isinstance(column.type, Topics):
        return list(Topic.objects.values_list("slug", "label"))
    if isinstance(column.type, Countries | CountryLink):
        return list(Country.objects.values_list("code", "name"))
    if isinstance(column.type, YesNo):
        return [("yes", "Yes"), ("no", "No")]
    return list(column.type.choices) if isinstance(column.type, Choice) else []


def _help(column):
    parts = [column.meaning, f"Example: {column.example}" if column.example else ""]
    if isinstance(column.type, NestedRows):
        parts.append(f"One row a line: {BAR.join(inner.label for inner in column.type.fields)}.")
    return " ".join(part for part in parts if part)
