"""Facets as visitors see them: names for values, links that add or take away a choice, chips for what is chosen."""

from functools import cached_property

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.languages import language_name
from baliportal.catalogue.models import Country, Topic

from ..search_request import FACETS

OPEN = 8  # choices of a facet that show before it is unfolded


class FacetLabels:
    """The name of every facet value; two queries at most, when first needed."""

    @cached_property
    def _countries(self):
        return dict(Country.objects.values_list("code", "name"))

    @cached_property
    def topics(self):
        """Themes in the order of the vocabulary: {slug: (label, slug of the wider theme or '')}."""
        rows = Topic.objects.values_list("slug", "label", "parent__slug")
        return {slug: (label, wider or "") for slug, label, wider in rows}

    @cached_property
    def _types(self):
        return {value: label for kind in all_kinds() for value, label in kind.types.items()}

    @cached_property
    def _kinds(self):
        return {kind.name: kind.plural for kind in all_kinds()}

    def of(self, key, value):
        """What visitors call a value; the value itself when nobody knows it."""
        if key == "language":
            return language_name(value)
        if key == "topic":
            return self.topics.get(value, (value, ""))[0]
        names = {"kind": "_kinds", "country": "_countries", "type": "_types"}
        return getattr(self, names[key]).get(value, value) if key in names else value


def shown_facets(question, counts, labels, path):
    """The facets in their order, but for those that the address has decided and those with nothing to choose."""
    offered = {key: counts.get(key, []) for key in FACETS if key not in question.fixed}
    return [_facet(question, key, found, labels, path) for key, found in offered.items() if found]


def chips(question, labels, path):
    """One removable chip for each choice."""
    return [
        {
            "label": labels.of(key, value),
            "facet_label": FACETS[key],
            "url": path + question.toggled(key, value).query_string(),
        }
        for key, values in question.choices.items()
        for value in values
    ]


def _facet(question, key, found, labels, path):
    chosen, added = question.choices.get(key, []), question.with_one_more(key)
    choices = [
        {
            "value": value,
            "label": labels.of(key, value),
            "count": count,
            "count_in_words": f"{count:,}",
            "selected": value in chosen,
            "url": path + (question.toggled(key, value).query_string() if value in chosen else added(value)),
            "depth": 1 if key == "topic" and labels.topics.get(value, ("", ""))[1] else 0,
        }
        for value, count in found
    ]
    ordered = _in_order(key, choices, labels)
    return {"key": key, "label": FACETS[key], "selected": len(chosen), "choices": ordered, "groups": _groups(ordered)}


def _groups(choices):
    """The first few, and the others folded away."""
    folded = [{"choices": choices[OPEN:], "folded": True}] if choices[OPEN:] else []
    return [{"choices": choices[:OPEN], "folded": False}, *folded]


def _in_order(key, choices, labels):
    """What is chosen first, then by year, by place in the vocabulary, or the fullest first."""
    if key == "year":
        ordered = sorted(choices, key=lambda choice: choice["value"], reverse=True)
    elif key == "topic":
        ordered = _under_wider(choices, labels)
    else:
        ordered = sorted(choices, key=lambda choice: (-choice["count"], choice["label"]))
    return sorted(ordered, key=lambda choice: not choice["selected"])


def _under_wider(choices, labels):
    """Narrower themes directly below their wider one; the fullest of each first."""
    counts = {choice["value"]: choice["count"] for choice in choices}

    def place(choice):
        wider = labels.topics.get(choice["value"], ("", ""))[1] or choice["value"]
        return -counts.get(wider, 0), wider, choice["depth"], -choice["count"], choice["label"]

    return sorted(choices, key=place)
