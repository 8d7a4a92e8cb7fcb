"""Chosen filters of a report as chips: each a link to the report without that value."""

from django.forms import ModelMultipleChoiceField
from django.http import QueryDict

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.results.facet_choices import LINKED_CHIPS


def chosen_filters(filters, url: str) -> list[dict[str, str]]:
    """Return label, filter and address of every chosen value of valid `filters`; `url` is the path of the report.

    The address is "" from the LINKED_CHIPS-th on.
    """
    chosen = [
        (name, *labelled) for name, values in filters.data.lists() for labelled in _labelled(filters.form, name, values)
    ]
    return [
        {
            "label": label,
            "facet_label": filters.form.fields[name].label,
            "url": _without(filters.data, name, value, url) if place < LINKED_CHIPS else "",
        }
        for place, (name, value, label) in enumerate(chosen)
    ]


def _labelled(form, name, values):
    """Yield (value, label) of the values of one filter."""
    field, chosen = form.fields[name], form.cleaned_data.get(name)
    if isinstance(field, ModelMultipleChoiceField):
        labels = {str(getattr(each, field.to_field_name or "pk")): str(each) for each in chosen}
    elif hasattr(field, "choices"):
        labels = {str(value): str(label) for value, label in field.choices}
    else:
        labels = dict.fromkeys(values, in_words(chosen) if hasattr(chosen, "precision") else str(chosen))
    return [(value, labels.get(value, value)) for value in values]


def _without(data: QueryDict, name: str, value: str, url: str) -> str:
    others = data.copy()
    others.setlist(name, [each for each in data.getlist(name) if each != value])
    query = others.urlencode()
    return f"{url}{query and '?'}{query}"
