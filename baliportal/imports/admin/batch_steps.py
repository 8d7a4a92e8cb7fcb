"""The page of one batch and its steps: check, choose rows, write, undo, discard."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry

from ..apply import apply_batch
from ..errors import BatchRefused
from ..models import Batch, Verdict
from ..permissions import admin_of, may_import
from ..preview import check_batch, restart_check
from ..undo import undo_batch
from .batch_page import MAX_LISTED, preview_context, template_name
from .bulk_edits import FieldForm, ValueForm


class BatchSteps(admin.ModelAdmin):
    """Views of the steps of a batch. Its author takes it from step to step; users who may import may undo it.

    Undoing deletes the records that the batch added if the user is its author or may delete them.
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
        site_context = self.admin_site.each_context(request)
        context = {**site_context, "opts": self.opts, **preview_context(request, batch), **more}
        return TemplateResponse(request, template_name(batch), context)

    def record_view(self, request, pk, subject):
        """Redirect from a row to its record."""
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        model = Entry if batch.brings_files else named(batch.schema_name).model
        record = get_object_or_404(model, public_id=subject)
        meta = getattr(record, "specific", record)._meta
        return redirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk]))

    # The steps of the author, each a POST request.

    def check_view(self, request, pk):
        """Check the next rows; the script of the page repeats the request until all are checked."""
        batch = self._own_batch(request, pk)
        batch = check_batch(batch, admin_of(batch.schema_name), request)
        if "application/json" in request.headers.get("Accept", ""):
            done = batch.verdicts.count()
            return JsonResponse({"done": done, "total": batch.lines_read, "ready": batch.state != Batch.State.CHECKING})
        return redirect(_batch_url(batch))

    def anew_view(self, request, pk):
        batch = self._own_batch(request, pk)
        restart_check(batch)
        return redirect(_batch_url(batch))

    def write_view(self, request, pk):
        """Save the choice of rows on this page; with `write` in the request, write the batch too."""
        batch = self._own_batch(request, pk)
        _save_choice(batch, request.POST)
        if "write" not in request.POST:
            self.message_user(request, "The choice of rows is kept.")
            return redirect(_same_page(request, batch))
        try:
            batch.written = apply_batch(batch, admin_of(batch.schema_name), request)
        except BatchRefused as refused:
            self._report_refusal(request, refused, ((f"Row {v.line}, {v.title}", words) for v, words in refused.rows))
        else:
            self.message_user(
                request, f"{batch.written_in_words} written as {batch.name}, each with its line in the history."
            )
        return redirect(_batch_url(batch))

    def undo_view(self, request, pk):
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        if not may_import(admin_of(batch.schema_name), request):
            raise PermissionDenied
        try:
            done, left = undo_batch(batch, admin_of(batch.schema_name), request)
        except BatchRefused as refused:
            self._report_refusal(request, refused, refused.rows)
        else:
            records = "1 record is" if done == 1 else f"{done:,} records are"
            self.message_user(request, f"{records} again as before {batch.name}.")
            self._report_rows(request, left)
        return redirect(_batch_url(batch))

    def discard_view(self, request, pk):
        """Delete a batch that was not written; one that was written is never deleted."""
        batch = self._own_batch(request, pk)
        if batch.state in Batch.OPEN:
            batch.delete()
            self.message_user(request, "Thrown away; nothing was changed.")
            return redirect(reverse("admin:imports_batch_changelist"))
        return redirect(_batch_url(batch))

    def choose_view(self, request, pk):
        """Choose the change of a bulk edit, and begin its preview."""
        batch = self._own_batch(request, pk)
        if batch.state != Batch.State.CHOOSING:
            return redirect(_batch_url(batch))
        fields = FieldForm(batch, request.POST)
        if not fields.is_valid():
            return redirect(_batch_url(batch))
        values = ValueForm(batch, fields.cleaned_data["column"], request.POST)
        if values.is_valid() and values.start_preview():
            return redirect(_batch_url(batch))
        return self._page(request, batch, fields=fields, values=values)

    def _own_batch(self, request, pk):
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        if batch.who != request.user.get_username() or not may_import(admin_of(batch.schema_name), request):
            raise PermissionDenied
        return batch

    def _report_refusal(self, request, refused, rows):
        self.message_user(request, str(refused), messages.ERROR)
        self._report_rows(request, rows)

    def _report_rows(self, request, rows):
        """List the first records that were left unchanged with their reasons, and the number of the others."""
        rows = list(rows)
        for title, words in rows[:MAX_LISTED]:
            self.message_user(request, f"{title}: {words}", messages.WARNING)
        if len(rows) > MAX_LISTED:
            self.message_user(request, f"{len(rows) - MAX_LISTED:,} more were left.", messages.WARNING)


def _save_choice(batch, data):
    """Save which rows of the submitted page are to be written; choices on other pages stay."""
    shown, chosen = data.getlist("shown"), set(data.getlist("chosen"))
    if batch.state == Batch.State.READY:
        rows = batch.verdicts.filter(pk__in=[pk for pk in shown if pk.isdigit()], outcome__in=Verdict.WRITES)
        rows.filter(pk__in=[pk for pk in chosen if pk.isdigit()]).update(chosen=True)
        rows.exclude(pk__in=[pk for pk in chosen if pk.isdigit()]).update(chosen=False)


def _batch_url(batch):
    return reverse("admin:imports_batch_change", args=[batch.pk])


def _same_page(request, batch):
    page, outcome = request.POST.get("p", "1"), request.POST.get("outcome", "")
    return (
        f"{_batch_url(batch)}?p={page if page.isdigit() else 1}&outcome={outcome if outcome in Verdict.Outcome else ''}"
    )
