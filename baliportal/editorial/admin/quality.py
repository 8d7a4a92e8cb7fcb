"""Quality of a record in its form and after every save: score, findings, and links to the fields to correct."""

from django.contrib import messages
from django.utils.html import format_html

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.kinds import schema_of_model
from baliportal.catalogue.publishing import Status
from baliportal.quality.blocking import reasons_of_many
from baliportal.quality.score import quality_of

from .filters import CheckFilter, QueueFilter

#: Findings shown as messages after a save; the form shows all.
MAX_MESSAGES = 6


class QualityFindings(AdminFeature):
    """Score and findings in the form and after a save, and the list filters by finding."""

    list_filter = (CheckFilter, QueueFilter)

    def form_context(self, request, record):
        quality = quality_of(record)
        findings = [(check, self._label(check), self._anchor(check)) for check in quality.findings]
        return {"quality": quality, "findings": findings}

    def reasons_against(self, request, entries, to):
        """Show blocking findings before the move, in the words in which `move` would refuse it."""
        blocking = reasons_of_many(entries) if to == Status.PUBLISHED else {}
        return {pk: f"It cannot be published yet. {words}" for pk, words in blocking.items()}

    def after_save(self, attempt):
        findings = quality_of(attempt.saved).findings
        stays = findings and "_continue" in attempt.request.POST
        (self._link_to_findings if stays else self._warn_of_findings)(attempt, findings)

    def _link_to_findings(self, attempt, findings):
        """Link to the findings in the form that stays open, so that they are not shown twice."""
        words = f"{len(findings)} thing{'s are' if findings[1:] else ' is'} to mend"
        attempt.add_message(format_html('<a href="#to-mend">{}</a>: see “Quality” below.', words), messages.WARNING)

    def _warn_of_findings(self, attempt, findings):
        """Show findings as warnings, because the record is saved; each links to the field to correct."""
        address = self.admin.url("change", attempt.saved.pk)
        for check in findings[:MAX_MESSAGES]:
            words = '<a href="{}{}">{}</a>: {}'
            message = format_html(words, address, self._anchor(check), check.title, check.advice)
            attempt.add_message(message, messages.WARNING)
        if (more := len(findings) - MAX_MESSAGES) > 0:
            are = "is" if more == 1 else "are"
            attempt.add_message(f"{more} more {are} in the form, under “Quality”.", messages.WARNING)

    def _label(self, check):
        names = {field.name: field.label for field in schema_of_model(self.admin.model).fields}
        return names.get(check.field, check.field)

    def _anchor(self, check):
        """Return the fragment of the form field that the check names."""
        return f"#id_{schema_of_model(self.admin.model).field(check.field).attribute}"
