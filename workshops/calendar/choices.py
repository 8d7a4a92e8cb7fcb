"""Choices of the calendar's filter form: values that occur, each with its label."""

from baliportal.catalogue.models import Country, Topic

from ..models import Series, Workshop
from .entries import sources

LABELS = {"kind": "What", "type": "Type", "series": "Series", "topic": "Theme", "host": "Host country"}


def selects(request, audience):
    """The fields of the form: [{"name", "label", "options"}]; three queries."""
    meetings = Workshop.objects.published(audience).order_by()
    kinds = sources()
    types = {value: label for kind in kinds for value, label in _types(kind)}
    topics = Topic.objects.filter(pk__in=Workshop.topics.through.objects.filter(entry__in=meetings).values("topic"))
    hosts = Workshop.host_countries.through.objects.filter(workshop__in=meetings).values("country")
    options = {
        "kind": [(kind.name, kind.calendar.label or kind.plural) for kind in kinds] if len(kinds) > 1 else [],
        "type": types.items(),
        "series": Series.objects.values_list("slug", "name"),
        "topic": topics.order_by("label").values_list("slug", "label"),
        "host": Country.objects.filter(pk__in=hosts).values_list("code", "name"),
    }
    return [_select(request, name, list(pairs)) for name, pairs in options.items() if pairs]


def _types(kind):
    return ((value, label) for value, label in kind.types.items() if value in (kind.calendar.types or kind.types))


def _select(request, name, pairs):
    """A select with the chosen value; one that does not occur is shown as it was typed."""
    chosen = getattr(request, name)
    if chosen and chosen not in dict(pairs):
        pairs = [(chosen, f"{chosen} (nothing of this is recorded)"), *pairs]
    options = [{"value": value, "label": label, "chosen": value == chosen} for value, label in pairs]
    return {"name": name, "label": LABELS[name], "options": options}
