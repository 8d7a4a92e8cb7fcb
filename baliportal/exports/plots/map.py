"""Map: the countries of a report, each in the colour of what is recorded of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..report_filters import ReportFilters
from .geometry import circles, geometry
from .matrix import Mark

#: Colours of a file without a style sheet, by tone; on a page those of static/css/map-plot.css go before them.
FILLS = {
    "joined": "#0b5566", "recorded": "#0b5566", "signed": "url(#map-hatch)", "left": "#a1431b", "disputed": "#a1431b",
    "confirmed-none": "#ffffff", "not-checked": "#efece4", "not-recorded": "#efece4",
    "shade-1": "#cfdfe2", "shade-2": "#93b6bd", "shade-3": "#4d8793", "shade-4": "#0b5566",
}  # fmt: skip


@dataclass(frozen=True)
class Map:
    """`points` takes filters and yields (country code, name, path of a page, Mark); `title` takes them too.

    `legend` takes the filters and returns the marks to explain.
    """

    title: Callable[[ReportFilters], str]
    points: Callable[[ReportFilters], Iterable[tuple[str, str, str, Mark]]]
    legend: Callable[[ReportFilters], Iterable[Mark]]
    template = "reports/plots/map.html"
    picture = "reports/plots/map.svg"
    stylesheet = "css/map-plot.css"
    follows_days = True  # it draws the rows of its report

    def draw(self, filters: ReportFilters) -> "DrawnMap | None":
        """The map under these filters; None when there is nothing to draw."""
        points = list(self.points(filters))
        return DrawnMap(self.title(filters), points, list(self.legend(filters))) if points else None


class DrawnMap:
    """The places of one map for its template; `left_out` are the names of those that the atlas lacks.

    Small states have a marker, and come last, so that their markers are drawn over larger countries.
    """

    def __init__(self, title: str, points: list[tuple[str, str, str, Mark]], legend: list[Mark]):
        self.title = title
        self.legend = [_key(place, mark) for place, mark in enumerate(legend)]
        self.view_box, self.land = geometry()["view_box"], geometry()["land"]
        places = [_place(*point) for point in points]
        self.left_out = [place["name"] for place in places if not (place["shape"] or place["marker"])]
        self.places = sorted((p for p in places if p["shape"] or p["marker"]), key=lambda p: p["marker"] is not None)
        markers = circles({place["code"]: place["marker"] for place in self.places if place["marker"]})
        for place in self.places:
            place["marker"] = markers.get(place["code"])


def _place(code: str, name: str, url: str, mark: Mark) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "url": url,
        "label": f"{name}: {mark.words}",
        "tone": mark.tone,
        "fill": FILLS[mark.tone],
        "shape": geometry()["shapes"].get(code),
        "marker": geometry()["markers"].get(code),
    }


def _key(place, mark):
    """An entry of the legend with its place in a picture, in map units."""
    return {"tone": mark.tone, "fill": FILLS[mark.tone], "words": mark.words, "y": place * 34}
