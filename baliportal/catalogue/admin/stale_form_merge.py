"""What a person typed into a form, as the browser sent it: brought up to date without losing any of it."""

import copy

from django import forms
from django.http import QueryDict

from ..journal.locking import parse_number
from ..schema.scalars import one_line_end

COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS")


def rebase_rows(data, formset):
    """Bring the rows of a form together with those in the database by now; what was typed in them stays.

    Rows that are gone become new rows again; rows that came meanwhile are shown too, in place of equal ones of mine.
    `formset` is the one that would be shown now; `data` a changeable QueryDict.
    """
    prefix, key = formset.prefix, formset.model._meta.pk.name
    there = {str(form.instance.pk): _fields(form) for form in formset.initial_forms}
    total, initial = (parse_number(data.get(f"{prefix}-{name}", "")) or 0 for name in COUNTS)
    rows = [_take_row(data, f"{prefix}-{number}-") for number in range(min(total, formset.absolute_max))]
    stay = [row for row in rows[:initial] if row.get(key, [""])[0] in there]
    gone = [row | {key: [""]} for row in rows[:initial] if row not in stay and "DELETE" not in row]
    came = [row for pk, row in there.items() if pk not in {row[key][0] for row in stay}]
    besides = {key, formset.fk.name, "DELETE"}
    told = [_told(row, besides) for row in came]
    mine = [row for row in [*rows[initial:], *gone] if _told(row, besides) not in told]
    _put_rows(data, prefix, [*stay, *came, *mine], len(stay) + len(came))


def _fields(form):
    """A row as its untouched form would send it: {name: values}."""
    data = QueryDict(mutable=True)
    for bound in form:
        _put_field(data, bound)
    return {name.removeprefix(f"{form.prefix}-"): values for name, values in data.lists()}


def _told(row, besides):
    """What a row says, however the browser sent it."""
    filled = {name: [one_line_end(value) for value in values if value] for name, values in row.items()}
    return {name: values for name, values in filled.items() if values and name not in besides}


def copy_saved_values(data, form, formsets, attributes):
    """Put into the data what an untouched form shows for these fields and sets of rows."""
    for name in attributes & form.fields.keys():
        _put_field(data, form[name])
    for formset in formsets:
        if formset.prefix in attributes:
            for key in [key for key in data if key.startswith(f"{formset.prefix}-")]:
                del data[key]
            for bound in [*formset.management_form, *(field for each in formset.initial_forms for field in each)]:
                _put_field(data, bound)
            data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(formset.initial_forms))


def as_get_request(request):
    """The request as the one that opens the form, so that what Django builds from it holds nothing typed."""
    opening = copy.copy(request)
    opening.method = "GET"
    return opening


def with_post_data(request, data):
    """The request as if this had been sent; the request that came stays as it is."""
    changed = copy.copy(request)
    changed.POST = data
    return changed


def delete_uploads(formsets):
    """Take away the uploads that a trial has stored: the rows that would name them are not kept."""
    for formset in formsets:
        changed = [*formset.changed_objects, *((row, None) for row in formset.new_objects)]
        for row, names in changed:
            for field in row._meta.fields:
                if hasattr(field, "upload_to") and (names is None or field.name in names):
                    file = getattr(row, field.name)
                    if file:
                        file.storage.delete(file.name)


def _take_row(data, start):
    names = [key for key in data if key.startswith(start)]
    return {name.removeprefix(start): data.pop(name) for name in names}


def _put_rows(data, prefix, rows, initial):
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(rows)), str(initial)
    for number, row in enumerate(rows):
        for name, values in row.items():
            data.setlist(f"{prefix}-{number}-{name}", values)


def _put_field(data, bound):
    value = bound.value()
    data.pop(bound.html_name, None)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        value = "on" if value else None
    if isinstance(value, list | tuple):
        data.setlist(bound.html_name, [str(bound.field.prepare_value(each)) for each in value])
    elif value is not None:
        data[bound.html_name] = str(value)
