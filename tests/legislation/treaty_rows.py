"""Rows of a treaty's record as tests write them."""


def act(action, date="", in_force_date="", country="TH", reservation_note=""):
    return {
        "country": country, "action": action, "date": date, "in_force_date": in_force_date,
        "reservation_note": reservation_note, "source_url": "",
    }  # fmt: skip


def standing(state, as_of="", country="TH", note="Read in a list."):
    return {"country": country, "state": state, "as_of": as_of, "note": note, "source_url": "https://example.org/list"}


def treaty(*rows, as_of="", complete_for=("TH",), adopted="1949"):
    """The part of a treaty's record that tells who is a party."""
    return {
        "date": adopted, "as_of": as_of, "as_of_countries": list(complete_for),
        "actions": [row for row in rows if "action" in row], "standings": [row for row in rows if "state" in row],
    }  # fmt: skip
