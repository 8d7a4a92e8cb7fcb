"""The quality of a record in its form: its score, what is amiss and where to mend it, and the same after every save."""

from django.contrib import messages
from django.utils.html import format_html

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.kinds import form_of_model
from baliportal.catalogue.publishing import Status
from baliportal.quality.blocking import reasons_of_many
from baliportal.quality.score import quality_of

from .filters import CheckFilter, QueueFilter

SAID = 6  # findings told after a save; the form shows all


class QualityFindings(AdminFeature):
    """The score and the findings of a record in its form and after a save, and the filters of the list by them."""

    list_filter = (CheckFilter, QueueFilter)

    def form_context(self, request, record):
        quality = quality_of(record)
        findings = [(check, self._label(check), self._anchor(check)) for check in quality.findings]
        return {"quality": quality, "findings": findings}

    def reasons_against(self, request, entries, to):
        """What blocks publication is told before the move, as publishing itself will say it."""
        amiss = reasons_of_many(entries) if to == Status.PUBLISHED else {}
        return {pk: f"It cannot be published yet. {words}" for pk, words in amiss.items()}

    def after_save(self, attempt):
        findings = quality_of(attempt.saved).findings
        stays = findings and "_continue" in attempt.request.POST
        (self._lead_to_them if stays else self._say_what_is_amiss)(attempt, findings)

    def _lead_to_them(self, attempt, findings):
        """Whoever goes on in the form finds them there, and need not read them twice."""
        words = f"{len(findings)} thing{'s are' if findings[1:] else ' is'} to mend"
        attempt.say(format_html('<a href="#to-mend">{}</a>: see “Quality” below.', words), messages.WARNING)

    def _say_what_is_amiss(self, attempt, findings):
        """Warnings, never errors: the record is saved. Each leads to the field that mends it."""
        address = self.admin.url("change", attempt.saved.pk)
        for check in findings[:SAID]:
            words = '<a href="{}{}">{}</a>: {}'
            attempt.say(format_html(words, address, self._anchor(check), check.title, check.advice), messages.WARNING)
        if (more := len(findings) - SAID) > 0:
            attempt.say(f"{more} more {'is' if more == 1 else 'are'} in the form, under “Quality”.", messages.WARNING)

    def _label(self, check):
        names = {column.name: column.label for column in form_of_model(self.admin.model).columns}
        return names.get(check.field, check.field)

    def _anchor(self, check):
        """The field's place in the form, by the attribute that its column writes."""
        column = form_of_model(self.admin.model).column(check.field)
        return f"#id_{column.attribute}"
