"""Edit conflict page: the answer to a save over a newer version, with both sides and everything typed."""

from ..journal.three_way_view import three_way_fields
from ..kinds import schema_of
from ..models import Change
from ..schema.records import to_record
from .stale_form_merge import as_get_request, copy_saved_values, delete_uploads, rebase_rows, with_post_data

#: Newest changes that the page lists.
MAX_LISTED = 10


def conflict_response(attempt):
    """Show the form as it was typed beside the saved version, field by field; nothing is written."""
    taken = _bring_up_to_date(attempt)
    mine = _record_as_typed(attempt) if attempt.news else None
    newer = {
        "heading": _heading(attempt, taken),
        "activity": attempt.admin.activity_for(attempt.request, attempt.news[:MAX_LISTED]),
        "number": attempt.version_before,
        "fields": mine and _three_ways(attempt, mine),
        "taken": taken,
    }
    return attempt.render(attempt.bind(), newer=newer)


def _heading(attempt, taken):
    if not attempt.news:
        return f"Taken over: {', '.join(taken)}" if taken else "Nothing was taken over"
    if all(change.who == attempt.by.get_username() for change in attempt.news):
        return "You saved this record meanwhile, in another window"
    return "Somebody saved this record meanwhile"


def _bring_up_to_date(attempt):
    """Rebase the POST data on the saved version; returns the labels of the fields that are taken from it."""
    admin, entry, opening = attempt.admin, attempt.entry, as_get_request(attempt.request)
    formsets, _ = admin._create_formsets(opening, entry, change=True)
    data = attempt.request.POST.copy()
    for formset in formsets:
        rebase_rows(data, formset)
    fields = [field for field in schema_of(entry).fields if field.name in attempt.taken_fields]
    form = admin.get_form(opening, entry, change=True)(instance=entry)
    copy_saved_values(data, form, formsets, {field.attribute for field in fields})
    data["seen"] = "" if attempt.base is None else str(attempt.base)
    attempt.request = with_post_data(attempt.request, data)
    return [field.label for field in fields]


def _record_as_typed(attempt):
    """Return the record that this form would save; None when the form has errors."""
    forms = attempt.bind()
    if not forms.is_valid():
        return None
    with attempt.trial(forms) as entry:
        record = to_record(entry)
        delete_uploads(forms.formsets)
    attempt.messages.clear()
    attempt.reload()
    return record


def _three_ways(attempt, mine):
    theirs = to_record(attempt.entry)
    before = Change.objects.of(attempt.entry).filter(number=attempt.base).first() if attempt.base else None
    records = [before.record if before else theirs, theirs, mine]
    return three_way_fields(schema_of(attempt.entry).name, *attempt.admin.redact(attempt.request, records))
