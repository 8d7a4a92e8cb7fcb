"""Outlines and markers of countries for maps. tools/make_map.py writes them to map.json."""

import json
from functools import cache
from math import dist
from pathlib import Path


@cache
def geometry():
    """Outlines and markers of every country in map units; read once per process."""
    return json.loads(Path(__file__).with_name("map.json").read_text())


def circles(markers):
    """Marker circles that touch neither the next shore nor each other: {code: {x, y, r}}."""
    found = {}
    for code, (x, y, clearance) in markers.items():
        halfway = [dist((x, y), other[:2]) / 2 for name, other in markers.items() if name != code]
        found[code] = {"x": x, "y": y, "r": int(min([clearance, *halfway]))}
    return found
