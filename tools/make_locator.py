"""Write static/maps/region.svg anew from the outlines of all maps: `python -m tools.make_locator`.

The land of the map of members in few points, for the small maps on the pages of members: a tenth of its bytes, and at
their size the same picture.
"""

import json
from itertools import pairwise
from math import dist
from pathlib import Path
from re import findall

from .land_file import write_land

OUTLINES = Path(__file__).parents[1] / "baliportal" / "exports" / "plots" / "map.json"
TOLERANCE = 5  # steps of the map; a small map shows six of them in a pixel
LEAST_AREA = 80  # square steps; smaller islands are left out


def main():
    """Write the file."""
    full = json.loads(OUTLINES.read_text())
    write_land("region", full | {"land": simplified(full["land"])})


def simplified(path):
    """The path of a map with rings of few points, and without small rings."""
    rings = [_fewer(ring) for ring in _rings(path) if _area(ring) >= LEAST_AREA]
    return "".join(_path(ring) for ring in rings if len(ring) > 2)


def _rings(path):
    for piece in findall(r"M([^z]*)", path):
        numbers = [int(number) for number in findall(r"-?\d+", piece)]
        ring = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        yield ring


def _area(ring):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _fewer(points):
    """The points without which the line would move by more than TOLERANCE (Ramer, Douglas and Peucker)."""
    if len(points) < 3:
        return points
    away, at = max((_away(point, points[0], points[-1]), n) for n, point in enumerate(points[1:-1], 1))
    if away <= TOLERANCE:
        return [points[0], points[-1]]
    return _fewer(points[: at + 1])[:-1] + _fewer(points[at:])


def _away(point, start, end):
    """Distance of a point from the line through two others, or from the first where these are one."""
    length = dist(start, end)
    if not length:
        return dist(point, start)
    (x, y), (x1, y1), (x2, y2) = point, start, end
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _path(ring):
    steps = (f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z".replace(" -", "-")


if __name__ == "__main__":
    main()
