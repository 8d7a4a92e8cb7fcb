"""Facets for display: choices to tick in one form, chips for the chosen values."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..matching.facet_counts import FacetCount
from ..search_request import FACETS, OF_FEW_KINDS, SearchRequest
from .facet_labels import FacetLabels

# Choices of a facet that are shown before it is unfolded. The others are not on the page: of 46 countries and 61 themes
# a reader wants few, and all of them were more than half of its HTML.
OPEN = 8
# Further ones that are shown rather than a link to them.
SPARE = 2
# Chips that are links. Each link repeats all other choices, so that their length grows with the square of their number.
LINKED_CHIPS = 12
# A choice, a facet and a chip as their templates use them.
Choice = dict[str, Any]


def shown_facets(
    request: SearchRequest, counts: Mapping[str, Sequence[FacetCount]], labels: FacetLabels
) -> list[dict[str, Any]]:
    """The facets in their order, without those that the address fixes and those that have no values."""
    hidden = () if request.kind else OF_FEW_KINDS
    offered = {key: counts.get(key, []) for key in FACETS if key not in request.fixed and key not in hidden}
    return [_facet(request, key, values, labels) for key, values in offered.items() if values]


def form_fields(request: SearchRequest, facets: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """The hidden fields of the form of facets: words, sort, and chosen values without a choice on the page."""
    ticked = {(facet["key"], choice["value"]) for facet in facets for choice in facet["shown"] if choice["selected"]}
    pairs = (pair for pair in request.but().pairs if pair not in ticked)
    return [{"name": name, "value": str(value)} for name, value in pairs]


def chips(request: SearchRequest, labels: FacetLabels, path: str) -> list[dict[str, str]]:
    """One chip for each choice; the first ones can be removed by their link (`url`, "" for the others)."""
    chosen = [(key, value) for key, values in request.choices.items() for value in values]
    return [
        {
            "label": labels.of(key, value),
            "facet_label": FACETS[key],
            "url": path + request.toggled(key, value).query_string() if place < LINKED_CHIPS else "",
        }
        for place, (key, value) in enumerate(chosen)
    ]


def _facet(request: SearchRequest, key: str, counts: Sequence[FacetCount], labels: FacetLabels) -> dict[str, Any]:
    """One facet: `choices` are all that it has, `shown` those on the page."""
    chosen = request.choices.get(key, [])
    label_of, narrower = labels.namer(key), labels.narrower if key == "topic" else ()
    choices = [
        {
            "key": key,
            "value": value,
            "label": label_of(value),
            "count": count,
            "selected": value in chosen,
            "depth": 1 if value in narrower else 0,
        }
        for value, count in counts
    ]
    ordered, is_unfolded = _in_order(key, choices, labels), request.unfolded == key
    is_long = len(ordered) > OPEN + SPARE
    shown = ordered if is_unfolded or not is_long else ordered[: max(OPEN, len(chosen))]
    return {
        "key": key, "label": FACETS[key], "selected": len(chosen), "choices": ordered, "shown": shown,
        "is_long": is_long, "is_unfolded": is_unfolded,
    }  # fmt: skip


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
