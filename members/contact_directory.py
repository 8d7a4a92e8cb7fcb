"""The directory of contact points: mailboxes of functions of members' authorities, for those who may see them."""

from itertools import groupby

from baliportal.catalogue.schema.records import SchemaField

from .models import ContactPoint, MemberState
from .records import MEMBER

#: The orders of the directory: the value in the query string, and the label of what heads each group.
ORDERS = {"member": "Member", "function": "Function"}
#: Label of the first column: the one of both that does not head the group.
BESIDE = {"member": "function", "function": "member"}
FIELD: SchemaField = MEMBER.field("contact_points")


def contact_groups(audience: str, order: str) -> list[dict]:
    """Contact points that an audience may see, grouped by member or by function; one query, none for the public."""
    if not FIELD.visible_to(audience):
        return []
    members = MemberState.objects.published(audience)
    points = ContactPoint.objects.filter(member__in=members).select_related("member")
    rows = sorted(map(_row, points), key=lambda row: (row[order].casefold(), row["member"], row["function"]))
    return [
        {
            "heading": group[0][order],
            "url": group[0]["url"] if order == "member" else "",
            "beside": ORDERS[BESIDE[order]],
            "rows": [row | {"beside": row[BESIDE[order]]} for row in group],
        }
        for group in (list(rows) for _, rows in groupby(rows, key=lambda row: row[order].casefold()))
    ]


def members_without_contact(audience: str) -> list[dict]:
    """Published members of which no contact point is recorded; one query."""
    members = MemberState.objects.published(audience).filter(contact_points=None, type="member").order_by("title")
    return [{"name": member.title, "url": member.get_absolute_url()} for member in members]


def _row(point):
    return {"member": point.member.title, "url": point.member.get_absolute_url(), "function": point.role,
            "authority": point.authority, "mailbox": point.mailbox}  # fmt: skip
