"""The quality of a record in its form: its score, what is amiss and where to mend it, and the same after every save."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html

from baliportal.catalogue.kinds import name_of, schema_of
from baliportal.catalogue.publishing import Status
from baliportal.quality.blocking import reasons_of_many
from baliportal.quality.score import quality_of

from .filters import CheckFilter, QueueFilter

SAID = 6  # findings told after a save; the form shows all


class QualityAdmin:
    """What the checks add to the admin of every kind; stands among the bases of `CuratedAdmin`."""

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), CheckFilter, QueueFilter]

    @property
    def kind_name(self):
        return name_of(self.model)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            quality = quality_of(obj)
            context["quality"] = quality
            context["findings"] = [(check, self._label(check), self._anchor(check)) for check in quality.findings]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def reasons_against(self, request, entries, to):
        """What blocks publication is told before the move, as publishing itself will say it."""
        amiss = reasons_of_many(entries) if to == Status.PUBLISHED else {}
        blocked = {pk: f"It cannot be published yet. {words}" for pk, words in amiss.items()}
        return blocked | super().reasons_against(request, entries, to)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        findings = quality_of(form.instance).findings
        say = self._lead_to_them if findings and "_continue" in request.POST else self._say_what_is_amiss
        say(request, form.instance, findings)

    def _lead_to_them(self, request, entry, findings):
        """Whoever goes on in the form finds them there, and need not read them twice."""
        words = f"{len(findings)} thing{'s are' if findings[1:] else ' is'} to mend"
        messages.warning(request, format_html('<a href="#to-mend">{}</a>: see “Quality” below.', words))

    def _say_what_is_amiss(self, request, entry, findings):
        """Warnings, never errors: the record is saved. Each leads to the field that mends it."""
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[entry.pk])
        for check in findings[:SAID]:
            words = '<a href="{}{}">{}</a>: {}'
            messages.warning(request, format_html(words, address, self._anchor(check), check.title, check.words))
        if (more := len(findings) - SAID) > 0:
            messages.warning(request, f"{more} more {'is' if more == 1 else 'are'} in the form, under “Quality”.")

    def _label(self, check):
        names = {column.name: column.label for column in schema_of(self.model()).columns}
        return names.get(check.field, check.field)

    def _anchor(self, check):
        """The field's place in the form, by the attribute that its column writes."""
        column = schema_of(self.model()).column(check.field)
        return f"#id_{column.attribute}"
