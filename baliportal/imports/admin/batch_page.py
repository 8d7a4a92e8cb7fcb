"""What the page of one batch shows, ready for its template."""

from django.core.paginator import Paginator

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Change

from ..models import Batch, Verdict
from ..permissions import admin_of, may_begin
from .bulk_edits import FieldForm, ValueForm

SHOWN = 50  # rows on a page of the preview
NAMED = 20  # records that a page or a message names
ORDER = (Verdict.Outcome.ERROR, Verdict.Outcome.CONFLICT, Verdict.Outcome.ADDED, Verdict.Outcome.CHANGED,
         Verdict.Outcome.UNCHANGED)  # fmt: skip
# True of rows that were written, of those that were left out, and of those that were undone.
LABELS_ONCE_WRITTEN = {Verdict.Outcome.ADDED: "new records", Verdict.Outcome.CHANGED: "with changes"}


def template_of(batch):
    states = {Batch.State.CHOOSING: "choosing", Batch.State.CHECKING: "checking", Batch.State.READING: "cut_off"}
    return f"admin/imports/{states.get(batch.state, 'batch')}.html"


def preview(request, batch):
    """The rows asked for, how many there are of each outcome, and what this person may do with the batch."""
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in Verdict.Outcome else ""
    rows = _rows(batch, outcome)
    return {
        **_choice(request, batch),
        "title": str(batch),
        "batch": batch,
        "form": named(batch.form),
        "mine": batch.who == request.user.get_username(),
        "tabs": _tabs(batch, outcome),
        "page": Paginator(rows, SHOWN).get_page(request.GET.get("p")),
        "outcome": outcome,
        "to_write": batch.verdicts.to_write().count(),
        "left_out": batch.verdicts.left_out().count(),
        "noted": batch.verdicts.exclude(notes=[]).count(),
        "checked": batch.verdicts.count(),
        "may_undo": batch.state == Batch.State.APPLIED and may_begin(admin_of(batch.form), request),
        "kept": _kept(batch)[:NAMED] if batch.undone_at else (),
        "changes": Change.objects.filter(batch__in=[batch.name, batch.name_of_undoing]).count(),
    }


def _rows(batch, outcome):
    return batch.verdicts.filter(outcome=outcome) if outcome else batch.verdicts.exclude(outcome="unchanged")


def _kept(batch):
    """What was left as the batch wrote it when it was undone: the message that said so is gone with its page."""
    undone = Change.objects.filter(batch=batch.name_of_undoing).order_by().values("subject")
    return Change.objects.filter(batch=batch.name).exclude(subject__in=undone)


def _choice(request, batch):
    """The forms in which the field and the value of a bulk edit are chosen."""
    if batch.state != Batch.State.CHOOSING:
        return {}
    fields = FieldForm(batch, request.GET if "column" in request.GET else None)
    chosen = fields.is_valid() and fields.cleaned_data["column"]
    return {"fields": fields, "values": ValueForm(batch, chosen) if chosen else None}


def _tabs(batch, chosen):
    counts = batch.counts()
    tabs = [{"value": "", "label": "all but unchanged", "count": sum(counts.values()) - counts["unchanged"]}]
    labels = LABELS_ONCE_WRITTEN if batch.state in Batch.WRITTEN else {}
    tabs += [{"value": each.value, "label": labels.get(each, each.label), "count": counts[each]} for each in ORDER]
    return [tab | {"selected": tab["value"] == chosen} for tab in tabs if tab["count"] or not tab["value"]]
