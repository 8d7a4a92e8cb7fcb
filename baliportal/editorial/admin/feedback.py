"""Admin of the messages of visitors: read them, say what was done, close them."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html

from baliportal.catalogue.admin_links import change_url
from baliportal.quality.expected import all_facts

from ..desk.queues import queues_of
from ..models import Feedback
from .filters import QueueFilter


class FeedbackAnswerForm(forms.ModelForm):
    """State and answer, with the state that the person saw, so that of two answers none is lost unseen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Feedback
        fields = ("state", "answer")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.state

    def clean(self):
        present = Feedback.objects.get(pk=self.instance.pk)
        if self.cleaned_data.get("seen") != present.state:
            raise forms.ValidationError(
                f"{present.closed_by or 'Somebody'} changed it meanwhile; it is {present.get_state_display().lower()} "
                f"now, with the answer: “{present.answer}”. Open it again to change that."
            )
        return super().clean()


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    """Admin of the messages; only state and answer can be changed."""

    form = FeedbackAnswerForm
    list_display = ("page", "told_fact", "sent_at", "state", "closed_by")
    list_filter = ("state", QueueFilter)
    search_fields = ("page", "message", "subject")
    date_hierarchy = "sent_at"
    list_per_page = 50
    readonly_fields = ("about", "record_form", "told_fact", "message", "source", "email", "sent_at", "closed_at",
                       "closed_by")  # fmt: skip
    fields = ("about", "record_form", "told_fact", "message", "source", "email", "sent_at", "state", "answer",
              "closed_at", "closed_by", "seen")  # fmt: skip

    def changelist_view(self, request, extra_context=None):
        """Use the title of the selected queue as the heading."""
        titles = {queue.name: {"title": queue.title} for queue in queues_of(Feedback)}
        return super().changelist_view(request, titles.get(request.GET.get("queue"), {}) | (extra_context or {}))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, feedback, form, change):
        """Close the message with the name of who closes it."""
        feedback.close(by=request.user, state=feedback.state, answer=feedback.answer)

    @admin.display(description="page")
    def about(self, feedback):
        return format_html('<a href="{}">{}</a>', feedback.page, feedback.entry or feedback.page)

    @admin.display(description="form of the record")
    def record_form(self, feedback):
        entry = feedback.entry
        if entry is None:
            return "no record"
        return format_html('<a href="{}">Change or propose to change it</a>', change_url(entry.pk))

    @admin.display(description="fact", ordering="fact")
    def told_fact(self, feedback):
        labels = {fact.name: fact.label for fact in all_facts()}
        return labels.get(feedback.fact, feedback.fact) or "-"
