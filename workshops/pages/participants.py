"""Participants of a meeting, states and organisations, by role."""

from itertools import groupby

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.relations import is_visible_to

from ..models import Attendance

#: Order of the roles, and their headings.
ROLES = {
    Attendance.Role.PARTICIPANT: "Participants",
    Attendance.Role.OBSERVER: "Observers",
    Attendance.Role.SPEAKER: "Speakers",
    Attendance.Role.ORGANISER: "Organisers",
}


def participants_block(page):
    """A list for each role, states before organisations; who may not be seen is left out."""
    rows = [row for row in (_row(each, page.audience) for each in related(page.entry, "attendances")) if row]
    order = {role.value: place for place, role in enumerate(ROLES)}
    rows.sort(key=lambda row: (order.get(row["role"], len(order)), row["is_body"], row["name"]))
    groups = [
        {"heading": dict(ROLES).get(role, role.capitalize()), "rows": list(same)}
        for role, same in groupby(rows, key=lambda row: row["role"])
    ]
    return Block("participants", "Participants", "workshops/participants.html", {
        "groups": groups, "tell": page.tell_us_fact_url("attendance") or page.tell_us_url,
    }, len(rows))  # fmt: skip


def _row(attendance, audience):
    country, body = attendance.country, attendance.organisation
    if body and not is_visible_to(body, audience):
        return None
    url = country_url(country.code, audience) if country else body.get_absolute_url()
    return {"name": str(country or body), "url": url, "role": attendance.role, "is_body": country is None,
            "note": attendance.note}  # fmt: skip
