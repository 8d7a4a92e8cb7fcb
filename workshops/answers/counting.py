"""Answers about the number of meetings on record."""

from collections import Counter

from baliportal.search.answers.answer import Answer, Row

from ..models import Workshop

COLUMNS = ("Type", "Meetings")


def meetings_number(question):
    """The number of meetings of every type on record, and of each type."""
    types = Counter(meeting.type_label or "type not recorded" for meeting in Workshop.objects.published().only("type"))
    if not types:
        return None
    number = sum(types.values())
    workshops = types.get("Workshop", 0)
    text = (f"{number} meetings are recorded in this portal; {workshops} of them are recorded as workshops. "
            "Meetings that are not recorded here are not counted.")  # fmt: skip
    return Answer(text, "/workshops/", columns=COLUMNS,
                  rows=[Row((label, str(count))) for label, count in types.most_common()])  # fmt: skip
