"""Facets for display: links that add or remove a choice, chips for the chosen values."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..matching.facet_counts import FacetCount
from ..search_request import FACETS, SearchRequest
from .facet_labels import FacetLabels

# Choices of a facet that are shown before it is unfolded.
OPEN = 8
# A choice, a facet and a chip as their templates use them.
Choice = dict[str, Any]


def shown_facets(
    request: SearchRequest, counts: Mapping[str, Sequence[FacetCount]], labels: FacetLabels, path: str
) -> list[dict[str, Any]]:
    """The facets in their order, without those that the address fixes and those that have no values."""
    offered = {key: counts.get(key, []) for key in FACETS if key not in request.fixed}
    return [_facet(request, key, values, labels, path) for key, values in offered.items() if values]


def chips(request: SearchRequest, labels: FacetLabels, path: str) -> list[dict[str, str]]:
    """One removable chip for each choice."""
    return [
        {
            "label": labels.of(key, value),
            "facet_label": FACETS[key],
            "url": path + request.toggled(key, value).query_string(),
        }
        for key, values in request.choices.items()
        for value in values
    ]


def _facet(
    request: SearchRequest, key: str, counts: Sequence[FacetCount], labels: FacetLabels, path: str
) -> dict[str, Any]:
    chosen, query_string_with = request.choices.get(key, []), request.query_strings_with(key)
    label_of, narrower = labels.namer(key), labels.narrower if key == "topic" else ()
    choices = [
        {
            "value": value,
            "label": label_of(value),
            "count": count,
            "count_in_words": f"{count:,}",
            "selected": value in chosen,
            "url": path + (request.toggled(key, value).query_string() if value in chosen else query_string_with(value)),
            "depth": 1 if value in narrower else 0,
        }
        for value, count in counts
    ]
    ordered = _in_order(key, choices, labels)
    return {"key": key, "label": FACETS[key], "selected": len(chosen), "choices": ordered, "groups": _groups(ordered)}


def _groups(choices: list[Choice]) -> list[dict[str, Any]]:
    """The first few choices, and the others folded."""
    folded = [{"choices": choices[OPEN:], "folded": True}] if choices[OPEN:] else []
    return [{"choices": choices[:OPEN], "folded": False}, *folded]


def _in_order(key: str, choices: list[Choice], labels: FacetLabels) -> list[Choice]:
    """Chosen values first; then years the newest first, themes by the vocabulary, others the most frequent first."""
    if key == "year":
        ordered = sorted(choices, key=lambda choice: choice["value"], reverse=True)
    elif key == "topic":
        ordered = _under_wider(choices, labels)
    else:
        ordered = sorted(choices, key=lambda choice: (-choice["count"], choice["label"]))
    return sorted(ordered, key=lambda choice: not choice["selected"])


def _under_wider(choices: list[Choice], labels: FacetLabels) -> list[Choice]:
    """Narrower themes directly below their wider one; the most frequent first on both levels."""
    counts = {choice["value"]: choice["count"] for choice in choices}

    def place(choice: Choice) -> tuple:
        wider = labels.topics.get(choice["value"], ("", ""))[1] or choice["value"]
        return -counts.get(wider, 0), wider, choice["depth"], -choice["count"], choice["label"]

    return sorted(choices, key=place)
