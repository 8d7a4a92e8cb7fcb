"""Template context of the page of one batch."""

from django.core.paginator import Paginator

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Change

from ..archives.columns import FILE_LIST
from ..models import Batch, Verdict
from ..permissions import admin_of, may_import
from .bulk_edits import FieldForm, ValueForm

ROWS_PER_PAGE = 50
MAX_LISTED = 20  # Records that a page or a message lists by name.
OUTCOME_ORDER = (Verdict.Outcome.ERROR, Verdict.Outcome.CONFLICT, Verdict.Outcome.ADDED, Verdict.Outcome.CHANGED,
         Verdict.Outcome.UNCHANGED)  # fmt: skip


def template_name(batch):
    states = {Batch.State.CHOOSING: "choosing", Batch.State.CHECKING: "checking", Batch.State.READING: "cut_off"}
    return f"admin/imports/{states.get(batch.state, 'batch')}.html"


def preview_context(request, batch):
    """Context of the preview: rows of the requested outcome, a count per outcome, and the user's allowed steps."""
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in Verdict.Outcome else ""
    rows = _rows(batch, outcome)
    return {
        **_bulk_edit_forms(request, batch),
        "title": str(batch),
        "batch": batch,
        "form": FILE_LIST if batch.brings_files else named(batch.schema_name),
        "mine": batch.who == request.user.get_username(),
        "tabs": _tabs(batch, outcome),
        "page": Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("p")),
        "outcome": outcome,
        "to_write": batch.verdicts.to_write().count(),
        "left_out": batch.verdicts.left_out().count(),
        "noted": batch.verdicts.exclude(notes=[]).count(),
        "checked": batch.verdicts.count(),
        "may_undo": batch.state == Batch.State.APPLIED and may_import(admin_of(batch.schema_name), request),
        "kept": _left_by_undo(batch)[:MAX_LISTED] if batch.undone_at else (),
        "changes": Change.objects.filter(batch__in=[batch.name, batch.undo_name]).count(),
    }


def _rows(batch, outcome):
    return batch.verdicts.filter(outcome=outcome) if outcome else batch.verdicts.exclude(outcome="unchanged")


def _left_by_undo(batch):
    """Changes that the undo left in place; shown on the page because the message that named them appears once."""
    undone = Change.objects.filter(batch=batch.undo_name).order_by().values("subject")
    return Change.objects.filter(batch=batch.name).exclude(subject__in=undone)


def _bulk_edit_forms(request, batch):
    """Forms for choosing the field and the value of a bulk edit."""
    if batch.state != Batch.State.CHOOSING:
        return {}
    fields = FieldForm(batch, request.GET if "column" in request.GET else None)
    chosen = fields.is_valid() and fields.cleaned_data["column"]
    return {"fields": fields, "values": ValueForm(batch, chosen) if chosen else None}


def _tabs(batch, selected):
    counts = batch.counts()
    tabs = [{"value": "", "label": "all but unchanged", "count": sum(counts.values()) - counts["unchanged"]}]
    # Once the batch is written; they hold for rows that were left out or undone as well.
    written = {Verdict.Outcome.ADDED: batch.words.added, Verdict.Outcome.CHANGED: "with changes"}
    labels = written if batch.state in Batch.WRITTEN else {}
    tabs += [
        {"value": outcome.value, "label": labels.get(outcome, outcome.label), "count": counts[outcome]}
        for outcome in OUTCOME_ORDER
    ]
    return [tab | {"selected": tab["value"] == selected} for tab in tabs if tab["count"] or not tab["value"]]
