"""Merging of the POST data of a stale form with the saved version, without losing anything typed."""

import copy

from django import forms
from django.http import QueryDict

from ..journal.locking import parse_number
from ..schema.scalars import one_line_end

COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS")


def rebase_rows(data, formset):
    """Merge the typed rows of a formset with the rows in the database; typed values stay.

    Typed rows that were deleted meanwhile become new rows; rows added meanwhile are included, in place of equal new
    rows of mine. `formset` is a fresh unbound one; `data` a mutable QueryDict, changed in place.
    """
    prefix, key = formset.prefix, formset.model._meta.pk.name
    saved = {str(form.instance.pk): _fields(form) for form in formset.initial_forms}
    total, initial = (parse_number(data.get(f"{prefix}-{name}", "")) or 0 for name in COUNTS)
    rows = [_take_row(data, f"{prefix}-{number}-") for number in range(min(total, formset.absolute_max))]
    unchanged = [row for row in rows[:initial] if row.get(key, [""])[0] in saved]
    deleted = [row | {key: [""]} for row in rows[:initial] if row not in unchanged and "DELETE" not in row]
    added = [row for pk, row in saved.items() if pk not in {row[key][0] for row in unchanged}]
    ignored = {key, formset.fk.name, "DELETE"}
    contents = [_content(row, ignored) for row in added]
    mine = [row for row in [*rows[initial:], *deleted] if _content(row, ignored) not in contents]
    _put_rows(data, prefix, [*unchanged, *added, *mine], len(unchanged) + len(added))


def _fields(form):
    """Return a row as its unchanged form would send it: {name: values}."""
    data = QueryDict(mutable=True)
    for bound in form:
        _put_field(data, bound)
    return {name.removeprefix(f"{form.prefix}-"): values for name, values in data.lists()}


def _content(row, ignored):
    """Return the non-empty values of a row with uniform line ends, without `ignored` names."""
    filled = {name: [one_line_end(value) for value in values if value] for name, values in row.items()}
    return {name: values for name, values in filled.items() if values and name not in ignored}


def copy_saved_values(data, form, formsets, attributes):
    """Replace the data of these fields and formsets with the values that an unchanged form sends."""
    for name in attributes & form.fields.keys():
        _put_field(data, form[name])
    for formset in formsets:
        if formset.prefix in attributes:
            for key in [key for key in data if key.startswith(f"{formset.prefix}-")]:
                del data[key]
            for bound in [*formset.management_form, *(field for form in formset.initial_forms for field in form)]:
                _put_field(data, bound)
            data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(formset.initial_forms))


def as_get_request(request):
    """Return a copy of the request with method GET, so that Django builds unbound forms."""
    opening = copy.copy(request)
    opening.method = "GET"
    return opening


def with_post_data(request, data):
    """Return a copy of the request with other POST data."""
    changed = copy.copy(request)
    changed.POST = data
    return changed


def delete_uploads(formsets):
    """Delete the uploads that a trial has stored, as the rows that name them are rolled back."""
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
        data.setlist(bound.html_name, [str(bound.field.prepare_value(item)) for item in value])
    elif value is not None:
        data[bound.html_name] = str(value)
