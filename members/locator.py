"""A small map of the region with one or two countries marked, on the land of static/maps/region.svg."""

from re import findall

from .map import geometry

#: The part of the map that most members lie in, from Anatolia to Polynesia: left, top, width, height.
REGION = (270, -330, 960, 670)
#: Radius of the ring round a country that is too small to be seen, in steps of the map.
RING = 34


def locator(places):
    """Template data of a map: {view_box, label, places}; `places` are (name, country code), the first one first.

    It shows the region alone where all of them lie in it. None where the atlas has none of the countries.
    """
    drawn = [_place(name, code, number) for number, (name, code) in enumerate(places, 1)]
    drawn = [place for place in drawn if place["shape"] or place["marker"]]
    view_box = " ".join(map(str, REGION)) if all(map(_is_in_region, drawn)) else geometry()["view_box"]
    names = " and ".join(place["name"] for place in drawn)
    label = f"Map of the region with {names} marked."
    return {"view_box": view_box, "label": label, "places": drawn} if drawn else None


def _is_in_region(place):
    """True if every piece of land of a place begins in the region."""
    left, top, width, height = REGION
    points = [(int(x), int(y)) for x, y in findall(r"M(-?\d+) (-?\d+)", place["shape"] or "")]
    points += [(place["marker"]["x"], place["marker"]["y"])] if place["marker"] else []
    return all(left <= x <= left + width and top <= y <= top + height for x, y in points)


def _place(name, code, number):
    marker = geometry()["markers"].get(code)
    return {
        "name": name,
        "number": number,
        "shape": geometry()["shapes"].get(code),
        "marker": marker and {"x": marker[0], "y": marker[1], "r": RING},
    }
