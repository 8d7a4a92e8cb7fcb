"""The form of a saved report: the address of a report's page says which report, with which filters and columns."""

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import url_has_allowed_host_and_scheme

from .models import SavedReport
from .permissions import canonical_question, live_url, what_is_wrong
from .registry import may_see, report_called

PLACE = re.compile(r"(?:/admin|/download)?/reports/([-\w]+?)(?:\.[a-z]+|/choices)?/?")


class SavedReportForm(forms.ModelForm):
    """Needs `user`, who fills it in, and `host`, under which they reach the portal."""

    user, host = None, ""
    address = forms.CharField(
        label="Address of the report",
        max_length=4000,
        widget=forms.TextInput(attrs={"size": 80}),
        help_text="Open a report, set its filters and copy the address of the page: filters and columns are in it. "
        "Example: /reports/legislation-register/?country=MY&columns=title,number,page",
    )

    class Meta:
        model = SavedReport
        fields = ("name", "address", "suffix", "every")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["address"] = live_url(self.instance)

    def clean_address(self):
        """Takes the address apart; raises ValidationError where it is no report's, or makes no sense."""
        try:
            parts = urlsplit(self.cleaned_data["address"].strip())
        except ValueError:
            raise ValidationError("This is not an address.") from None
        if not url_has_allowed_host_and_scheme(self.cleaned_data["address"], {self.host}):
            raise ValidationError(f"This is an address of another site: only reports of {self.host} can be saved.")
        found = PLACE.fullmatch(parts.path)
        wanted = report_called(found[1]) if found else None
        if wanted is None or not may_see(self.user, wanted):
            raise ValidationError("This is not the address of a report that you may see.")
        self.instance.report, self.instance.question = wanted.name, parts.query
        wrong = what_is_wrong(self.instance)
        if wrong:
            raise ValidationError(wrong)
        self.instance.question = canonical_question(self.instance)
        return self.cleaned_data["address"]
