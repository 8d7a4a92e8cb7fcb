"""The map of members as template data."""

from baliportal.exports.plots.geometry import circles, geometry


def map_of(members):
    """Template data for the map: {view_box, places}; a member that the atlas lacks has no place.

    Places with markers come last, so that their markers are drawn over larger countries; otherwise in the given order.
    """
    places = [place for place in map(_place, members) if place["shape"] or place["marker"]]
    places.sort(key=lambda place: place["marker"] is not None)
    markers = circles({place["code"]: place["marker"] for place in places if place["marker"]})
    for place in places:
        place["marker"] = markers.get(place["code"])
    return {"view_box": geometry()["view_box"], "places": places}


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
