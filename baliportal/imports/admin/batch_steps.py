"""The page of one batch and the steps it can be taken: checked, chosen from, written, undone, thrown away."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from baliportal.catalogue.kinds import named

from ..apply import write
from ..errors import BatchRefused
from ..models import Batch, Verdict
from ..permissions import admin_of, may_begin
from ..preview import check, check_anew
from ..undo import undo
from .batch_page import NAMED, preview, template_of
from .bulk_edits import FieldForm, ValueForm


class BatchSteps(admin.ModelAdmin):
    """Who brought a batch takes it further, step by step; whoever may change such records may undo it.

    What it added goes with it when he brought it himself, or may delete.
    """

    def get_urls(self):
        steps = {"check": self.check_view, "anew": self.anew_view, "write": self.write_view, "undo": self.undo_view,
                 "discard": self.discard_view, "choose": self.choose_view}  # fmt: skip
        return [
            *(
                path(f"<int:pk>/{step}/", self.admin_site.admin_view(require_POST(view)), name=f"imports_batch_{step}")
                for step, view in steps.items()
            ),
            path(
                "<int:pk>/record/<slug:subject>/",
                self.admin_site.admin_view(self.record_view),
                name="imports_batch_record",
            ),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        batch = self.get_object(request, object_id)
        if batch is None or not self.has_view_permission(request, batch):
            raise Http404
        return self._page(request, batch)

    def _page(self, request, batch, **more):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **preview(request, batch), **more}
        return TemplateResponse(request, template_of(batch), context)

    def record_view(self, request, pk, subject):
        """Lead from a row to its record."""
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        thing = get_object_or_404(named(batch.form).model, public_id=subject)
        meta = thing._meta
        return redirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk]))

    # The steps, each a POST by who brought the batch

    def check_view(self, request, pk):
        """Check the next rows; a browser with JavaScript asks again until all are done."""
        batch = self._own(request, pk)
        batch = check(batch, admin_of(batch.form), request)
        if "application/json" in request.headers.get("Accept", ""):
            done = batch.verdicts.count()
            return JsonResponse({"done": done, "total": batch.lines_read, "ready": batch.state != Batch.State.CHECKING})
        return redirect(_address(batch))

    def anew_view(self, request, pk):
        batch = self._own(request, pk)
        check_anew(batch)
        return redirect(_address(batch))

    def write_view(self, request, pk):
        """Keep which rows of the page are chosen; then, where that was asked for, write the batch."""
        batch = self._own(request, pk)
        _keep_choice(batch, request.POST)
        if "write" not in request.POST:
            self.message_user(request, "The choice of rows is kept.")
            return redirect(_same_page(request, batch))
        try:
            written = write(batch, admin_of(batch.form), request)
        except BatchRefused as refused:
            self._tell_refused(request, refused, ((f"Row {v.line}, {v.title}", words) for v, words in refused.rows))
        else:
            records = "1 record" if written == 1 else f"{written:,} records"
            self.message_user(request, f"{records} written as {batch.name}, each with its line in the history.")
        return redirect(_address(batch))

    def undo_view(self, request, pk):
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        if not may_begin(admin_of(batch.form), request):
            raise PermissionDenied
        try:
            done, left = undo(batch, admin_of(batch.form), request)
        except BatchRefused as refused:
            self._tell_refused(request, refused, refused.rows)
        else:
            records = "1 record is" if done == 1 else f"{done:,} records are"
            self.message_user(request, f"{records} again as before {batch.name}.")
            self._tell_rows(request, left)
        return redirect(_address(batch))

    def discard_view(self, request, pk):
        """Throw away what was not written; what was written is never thrown away."""
        batch = self._own(request, pk)
        if batch.state in Batch.OPEN:
            batch.delete()
            self.message_user(request, "Thrown away; nothing was changed.")
            return redirect(reverse("admin:imports_batch_changelist"))
        return redirect(_address(batch))

    def choose_view(self, request, pk):
        """Say what the bulk edit changes, and begin its preview."""
        batch = self._own(request, pk)
        if batch.state != Batch.State.CHOOSING:
            return redirect(_address(batch))
        fields = FieldForm(batch, request.POST)
        if not fields.is_valid():
            return redirect(_address(batch))
        values = ValueForm(batch, fields.cleaned_data["column"], request.POST)
        if values.is_valid() and values.chosen():
            return redirect(_address(batch))
        return self._page(request, batch, fields=fields, values=values)

    def _own(self, request, pk):
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        if batch.who != request.user.get_username() or not may_begin(admin_of(batch.form), request):
            raise PermissionDenied
        return batch

    def _tell_refused(self, request, refused, rows):
        self.message_user(request, str(refused), messages.ERROR)
        self._tell_rows(request, rows)

    def _tell_rows(self, request, rows):
        """Name the first records that were left as they are, and why; say how many more there are."""
        rows = list(rows)
        for title, words in rows[:NAMED]:
            self.message_user(request, f"{title}: {words}", messages.WARNING)
        if len(rows) > NAMED:
            self.message_user(request, f"{len(rows) - NAMED:,} more were left.", messages.WARNING)


def _keep_choice(batch, sent):
    """Which rows of the page that was sent are to be written; other pages keep what was chosen there."""
    shown, chosen = sent.getlist("shown"), set(sent.getlist("chosen"))
    if batch.state == Batch.State.READY:
        rows = batch.verdicts.filter(pk__in=[pk for pk in shown if pk.isdigit()], outcome__in=Verdict.WRITES)
        rows.filter(pk__in=[pk for pk in chosen if pk.isdigit()]).update(chosen=True)
        rows.exclude(pk__in=[pk for pk in chosen if pk.isdigit()]).update(chosen=False)


def _address(batch):
    return reverse("admin:imports_batch_change", args=[batch.pk])


def _same_page(request, batch):
    page, outcome = request.POST.get("p", "1"), request.POST.get("outcome", "")
    return (
        f"{_address(batch)}?p={page if page.isdigit() else 1}&outcome={outcome if outcome in Verdict.Outcome else ''}"
    )
