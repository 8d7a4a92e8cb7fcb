"""Admin of scheduled moves: in the form of each record, and all of them in one list."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from baliportal.accounts.row_permissions import visible_to
from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.admin.read_only import ReadOnly
from baliportal.catalogue.publishing import Status

from ..models import ScheduledMove
from ..scheduling import NotScheduled, cancel, may_schedule, schedule

MOVE_LABELS = {Status.PUBLISHED: "Publish (embargo until then)", Status.WITHDRAWN: "Withdraw"}


class ScheduleForm(forms.Form):
    """Move, time in UTC and note of a scheduled move."""

    to = forms.ChoiceField(label="What is to be done")
    at = forms.DateTimeField(
        label="Day and time, in UTC",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Universal time. The clocks of Bangkok and Jakarta are seven hours ahead of it.",
    )
    note = forms.CharField(
        label="Note for the history (may be empty)", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )  # fmt: skip

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices


class Schedules(AdminFeature):
    """Schedules the publication or withdrawal of an entry, shows what is scheduled, and cancels it."""

    def urls(self):
        return [
            ("<path:object_id>/schedule/", self.schedule_view, "schedule"),
            ("<path:object_id>/schedule/<int:planned>/cancel/", self.cancel_view, "cancel"),
        ]

    def form_context(self, request, record):
        if not request.user.has_perm("editorial.view_scheduledmove"):
            return {}
        refused = record.scheduled_moves.filter(state=ScheduledMove.State.REFUSED).order_by("-at")
        return {
            "may_schedule": bool(_choices(request.user, record)),
            "scheduled": record.scheduled_moves.waiting().select_related("by"),
            "schedule_refused": refused[:1],
        }

    def schedule_view(self, request, object_id):
        """Show the form (GET), then schedule the move (POST)."""
        entry = self.admin.viewable(request, object_id)
        choices = _choices(request.user, entry)
        if not choices:
            raise PermissionDenied
        form = ScheduleForm(request.POST or None, choices=choices)
        if request.method == "POST" and form.is_valid() and self._schedule_move(request, entry, form):
            return redirect(self.admin.url("change", entry.pk))
        return self.page(
            request, "admin/schedule.html", "Schedule", entry,
            form=form, now=timezone.now(), scheduled=entry.scheduled_moves.waiting(),
        )  # fmt: skip

    def cancel_view(self, request, object_id, planned):
        """Cancel one scheduled move of the entry (POST only)."""
        entry = self.admin.viewable(request, object_id)
        move = entry.scheduled_moves.filter(pk=planned).first()
        if move is None:
            raise Http404
        if not may_schedule(request.user, move.to, entry) or request.method != "POST":
            raise PermissionDenied
        if cancel(move, by=request.user):
            self.admin.message_user(request, f"Cancelled: {move}.")
        else:
            self.admin.message_user(request, "It is closed already; nothing was changed.", messages.WARNING)
        return redirect(self.admin.url("change", entry.pk))

    def _schedule_move(self, request, entry, form):
        try:
            planned = schedule(entry, by=request.user, **form.cleaned_data)
        except NotScheduled as reason:
            form.add_error("at", str(reason))
            return False
        self.admin.message_user(request, f"Scheduled: {planned}.")
        return True


def _choices(user, entry):
    labels = {to: words for to, words in MOVE_LABELS.items() if to != entry.status}
    return [(to, words) for to, words in labels.items() if may_schedule(user, to, entry)]


@admin.register(ScheduledMove)
class ScheduledMoveAdmin(ReadOnly, admin.ModelAdmin):
    """All scheduled moves, read-only; they are set and cancelled in the form of their record."""

    list_display = ("entry", "to", "at", "by", "state", "outcome")
    list_filter = ("state", "to", ("by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("entry", "by")
    search_fields = ("entry__title", "note")
    date_hierarchy = "at"
    list_per_page = 50

    def get_queryset(self, request):
        entries = visible_to(request.user, ScheduledMove._meta.get_field("entry").related_model.objects.all())
        return super().get_queryset(request).filter(entry__in=entries.values("pk"))
