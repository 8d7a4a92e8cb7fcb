"""The page that answers a save on top of a version that the person has not seen: both sides, and nothing lost."""

from ..journal.three_way_view import side_by_side
from ..kinds import schema_of
from ..models import Change
from ..schema.records import to_record
from .stale_form_merge import as_if_opened, drop_files, stand_again, take_over, with_data

NEWEST = 10  # changes that the page names


def as_conflict(attempt):
    """Show the form as it was typed, with what is saved by now, field by field. Nothing is written."""
    taken = _bring_up_to_date(attempt)
    mine = _record_as_typed(attempt) if attempt.news else None
    newer = {
        "acts": attempt.admin.told_acts(attempt.request, attempt.news[:NEWEST]),
        "number": attempt.version_before,
        "fields": mine and _three_ways(attempt, mine),
        "taken": taken,
        "by_me": all(change.who == attempt.by.get_username() for change in attempt.news),
    }
    return attempt.render(attempt.bind(), newer=newer)


def _bring_up_to_date(attempt):
    """Let the data that was sent fit the database as it is now; returns the labels of the fields taken from there."""
    admin, entry, opening = attempt.admin, attempt.entry, as_if_opened(attempt.request)
    formsets, _ = admin._create_formsets(opening, entry, change=True)
    data = attempt.request.POST.copy()
    for formset in formsets:
        stand_again(data, formset)
    columns = [column for column in schema_of(entry).fields if column.name in attempt.taken_fields]
    form = admin.get_form(opening, entry, change=True)(instance=entry)
    take_over(data, form, formsets, {column.attribute for column in columns})
    data["seen"] = "" if attempt.base is None else str(attempt.base)
    attempt.request = with_data(attempt.request, data)
    return [column.label for column in columns]


def _record_as_typed(attempt):
    """The record that this form would leave; None when the form has errors of its own."""
    forms = attempt.bind()
    if not forms.is_valid():
        return None
    with attempt.trial(forms) as entry:
        record = to_record(entry)
        drop_files(forms.formsets)
    attempt.messages.clear()
    attempt.reload()
    return record


def _three_ways(attempt, mine):
    theirs = to_record(attempt.entry)
    before = Change.objects.of(attempt.entry).filter(number=attempt.base).first() if attempt.base else None
    records = [before.record if before else theirs, theirs, mine]
    return side_by_side(schema_of(attempt.entry).name, *attempt.admin.told(attempt.request, records))
