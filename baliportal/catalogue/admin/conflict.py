"""The page that answers a save on top of a version that the person has not seen: both sides, and nothing lost."""

from ..journal.three_way_view import three_way_fields
from ..kinds import schema_of
from ..models import Change
from ..schema.records import to_record
from .stale_form_merge import as_get_request, copy_saved_values, delete_uploads, rebase_rows, with_post_data

NEWEST = 10  # changes that the page names


def as_conflict(attempt):
    """Show the form as it was typed, with what is saved by now, field by field. Nothing is written."""
    taken = _bring_up_to_date(attempt)
    mine = _record_as_typed(attempt) if attempt.news else None
    newer = {
        "acts": attempt.admin.activity_for(attempt.request, attempt.news[:NEWEST]),
        "number": attempt.version_before,
        "fields": mine and _three_ways(attempt, mine),
        "taken": taken,
        "by_me": all(change.who == attempt.by.get_username() for change in attempt.news),
    }
    return attempt.render(attempt.bind(), newer=newer)


def _bring_up_to_date(attempt):
    """Let the data that was sent fit the database as it is now; returns the labels of the fields taken from there."""
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
    """The record that this form would leave; None when the form has errors of its own."""
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
