"""The form of a record, which knows which state of it is shown."""

from django import forms

from ..journal.locking import current_version


class VersionedForm(forms.ModelForm):
    """A form that knows which state of the record it shows: `seen` is the number of its newest change."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    held_back = False  # not to be saved now, whatever it holds

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = current_version(self.instance)

    def clean(self):
        if self.held_back:
            raise forms.ValidationError("Nothing is saved yet.", code="held_back")
        return super().clean()
