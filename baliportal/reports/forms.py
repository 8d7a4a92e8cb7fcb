"""Form of a saved report. The address of a report's page gives the report, its filters and its columns."""

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import url_has_allowed_host_and_scheme

from .models import SavedReport
from .permissions import canonical_question, live_url, question_error
from .registry import find_report, may_see

REPORT_PATH = re.compile(r"(?:/admin|/download)?/reports/([-\w]+?)(?:\.[a-z]+|/choices)?/?")


class SavedReportForm(forms.ModelForm):
    """Set `user`, who fills it in, and `host`, under which they reach the portal, on the class before it is used."""

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
        """Set report and question from the address; ValidationError for one that is no report's or makes no sense."""
        try:
            parts = urlsplit(self.cleaned_data["address"].strip())
        except ValueError:
            raise ValidationError("This is not an address.") from None
        if not url_has_allowed_host_and_scheme(self.cleaned_data["address"], {self.host}):
            raise ValidationError(f"This is an address of another site: only reports of {self.host} can be saved.")
        match = REPORT_PATH.fullmatch(parts.path)
        report = find_report(match[1]) if match else None
        if report is None or not may_see(self.user, report):
            raise ValidationError("This is not the address of a report that you may see.")
        self.instance.report, self.instance.question = report.name, parts.query
        error = question_error(self.instance)
        if error:
            raise ValidationError(error)
        self.instance.question = canonical_question(self.instance)
        return self.cleaned_data["address"]
