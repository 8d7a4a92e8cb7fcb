"""The form of a record, which carries the version that it shows."""

from django import forms

from ..journal.locking import current_version


class VersionedForm(forms.ModelForm):
    """A form that says which version of the record it shows: `seen` is the number of the newest change."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = current_version(self.instance)
