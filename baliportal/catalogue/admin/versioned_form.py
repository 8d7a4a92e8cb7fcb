"""Model form with a hidden version field, for optimistic locking."""

from django import forms

from ..journal.locking import current_version


class VersionedForm(forms.ModelForm):
    """A form of a record; the hidden field `seen` is the number of the newest change that it shows."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = current_version(self.instance)
