"""The map of members as template data. tools/make_map.py writes its geometry to map.json."""

import json
from functools import cache
from math import dist
from pathlib import Path


@cache
def geometry():
    """Outlines and markers of every country in map units; read once per process."""
    return json.loads(Path(__file__).with_name("map.json").read_text())


def map_of(members):
    """Template data for the map: {view_box, land, places}; a member that the atlas lacks has no place.

    Places with markers come last, so that their markers are drawn over larger countries; otherwise in the given order.
    """
    places = [place for place in map(_place, members) if place["shape"] or place["marker"]]
    places.sort(key=lambda place: place["marker"] is not None)
    circles = _circles({place["code"]: place["marker"] for place in places if place["marker"]})
    for place in places:
        place["marker"] = circles.get(place["code"])
    return {"view_box": geometry()["view_box"], "land": geometry()["land"], "places": places}


def _place(member):
    code = member.country.code
    return {
        "code": code,
        "label": member.title if member.type == "member" else f"{member.title}, {member.type_label.lower()}",
        "url": member.get_absolute_url(),
        "type": member.type,
        "shape": geometry()["shapes"].get(code),
        "marker": geometry()["markers"].get(code),
    }


def _circles(markers):
    """Marker circles that touch neither the next shore nor each other: {code: {x, y, r}}."""
    circles = {}
    for code, (x, y, clearance) in markers.items():
        halfway = [dist((x, y), other[:2]) / 2 for name, other in markers.items() if name != code]
        circles[code] = {"x": x, "y": y, "r": int(min([clearance, *halfway]))}
    return circles
