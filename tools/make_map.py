"""Write baliportal/exports/plots/map.json and static/maps/world.svg anew: `python -m tools.make_map`.

Needs npm and a network; nothing else does.

Geometry: Natural Earth, 1:50 million, public domain; by way of the npm package world-atlas (TopoJSON, ISC licence).
Its features carry ISO numeric codes, which Babel turns into the two-letter codes of our countries. Land without an ISO
code of its own is drawn as land and belongs to no country here.

The land is drawn once and whole, without borders, so that the map says nothing about states that do not take part.
Coordinates are whole steps of the Natural Earth projection, seen from the middle of the region; Antarctica is left out.
"""

import json
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from math import dist, pi, radians
from pathlib import Path

from babel.core import get_global

from .land_file import write_land
from .outlines import Arcs, area, centre, dissolve, path

PACKAGE = "world-atlas@2.0.2"
SOURCE = f"Natural Earth 1:50m, public domain, from {PACKAGE} (ISC licence)"
MIDDLE = 154  # degrees east, so that the edges of the map fall into the Atlantic, between Cape Verde and Brazil
STEPS = 2000  # round the Equator; a step is about half a pixel on a wide screen
FRAME = "8 -515 1950 905"  # from Cabo Verde to Brazil, from the Arctic to Cape Horn
ANTARCTICA = "AQ"
SMALL = 60  # square steps; a country that covers less of the map gets a marker
LEAST, MOST = 10, 21  # steps; the radius of a marker, which is 24 pixels across on a wide screen without land near it

# Degrees of the markers that do not stand in the middle of the largest island. Hong Kong and Macao are moved off their
# coast so that they stand apart; the atlas has no Tuvalu.
MARKERS = {
    "HK": (116.0, 21.4),
    "KI": (173.0, 1.4),
    "MO": (112.1, 20.6),
    "TV": (179.2, -8.5),
}


def atlas():
    """The TopoJSON of the atlas from the npm registry."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).iterdir()
        with tarfile.open(archive) as files:
            return json.load(files.extractfile("package/countries-50m.json"))


def projected(longitude, latitude):
    """The Natural Earth projection (Šavrič and others, 2011), in steps from the middle of the map, y downwards."""
    square = radians(latitude) ** 2
    fourth = square**2
    across = 0.8707 - 0.131979 * square + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth))
    up = 1.007226 + square * (0.015085 + fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth))
    scale = STEPS / (2 * pi * 0.8707)
    return STEPS / 2 + scale * radians(longitude - MIDDLE) * across, -scale * radians(latitude) * up


def rings_by_code(topology):
    """The outlines of each country, {code: rings}; those without a code stand under an empty one."""
    arcs, codes = Arcs(topology, MIDDLE - 180, projected), get_global("territory_aliases")
    rings = defaultdict(list)
    for feature in topology["objects"]["countries"]["geometries"]:
        (code,) = codes.get(feature.get("id"), [""])
        polygons = feature["arcs"] if feature["type"] == "MultiPolygon" else [feature["arcs"]]
        rings[code] += [arcs.ring(ring) for polygon in polygons for ring in polygon]
    return {code: outlines for code, outlines in rings.items() if code != ANTARCTICA}


def marker(code, rings, shores):
    """A small country's marker in steps: [x, y, distance to the next shore, limited]."""
    x, y = projected(*MARKERS[code]) if code in MARKERS else centre(max(rings, key=area))
    near = min(dist((x, y), point) for other, points in shores.items() if other != code for point in points)
    return [round(x), round(y), round(min(max(near, LEAST), MOST))]


def map_data(topology):
    """The content of map.json."""
    rings = rings_by_code(topology)
    shapes = {code: dissolve(rings[code]) for code in sorted(rings) if code}
    shores = {code: [point for ring in shape for point in ring] for code, shape in shapes.items()}
    small = {code for code, shape in shapes.items() if sum(map(area, shape)) < SMALL} | set(MARKERS)
    return {
        "source": SOURCE,
        "view_box": FRAME,
        "land": path(dissolve(ring for outlines in rings.values() for ring in outlines)),
        "shapes": {code: path(shape) for code, shape in shapes.items() if shape},
        "markers": {code: marker(code, rings.get(code, []), shores) for code in sorted(small)},
    }


if __name__ == "__main__":
    target = Path(__file__).parent.parent / "baliportal" / "exports" / "plots" / "map.json"
    data = map_data(atlas())
    target.write_text(json.dumps(data, indent=1) + "\n")
    write_land("world", data)
