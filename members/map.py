"""The map of members: what is drawn, and where. The geometry stands in map.json, which make_map.py writes."""

import json
from functools import cache
from math import dist
from pathlib import Path


@cache
def geometry():
    """The outlines and markers of every country, in steps of the map; read once per process."""
    return json.loads(Path(__file__).with_name("map.json").read_text())


def map_of(members):
    """What the template draws for these members; one that the atlas does not have stands in the table alone.

    Small places come last, so that their markers lie over the large, and else in the order given.
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
    """The markers, each as wide as its room and the others allow: {code: {x, y, r}}."""
    circles = {}
    for code, (x, y, room) in markers.items():
        halfway = [dist((x, y), other[:2]) / 2 for name, other in markers.items() if name != code]
        circles[code] = {"x": x, "y": y, "r": int(min([room, *halfway]))}
    return circles
