"""Answers about the co-chairs and the groups of the process."""

from baliportal.search.answers.answer import Answer, Row
from baliportal.search.answers.evidence import as_of, sources_of

from ..models import GroupMembership

CO_CHAIR = GroupMembership.Group.CO_CHAIR.value
COLUMNS = ("Member", "Since", "Until")


def co_chairs(question):
    """The members that are recorded as co-chairs and not as having ceased to be."""
    seated = _seats(CO_CHAIR)
    names = [seat.member.title for seat in seated]
    if not names:
        return None
    verb = "is recorded as the co-chair" if len(names) == 1 else "are recorded as the co-chairs"
    return _answer(seated, f"{_listed(names)} {verb} of the Bali Process.")


def is_co_chair(question):
    country = question.one("country")
    seated = _seats(CO_CHAIR)
    if country is None or not seated:
        return None
    names = _listed([seat.member.title for seat in seated])
    is_one = any(seat.member.country.code == country.value for seat in seated)
    return _answer(seated, f"{'Yes' if is_one else 'Not recorded as one'}: the co-chairs of the Bali Process on record "
                           f"are {names}.")  # fmt: skip


def seats(question):
    """The members of a group of the process."""
    group = question.one("seat")
    seated = _seats(group.value) if group else []
    if not seated:
        return None
    names = [seat.member.title for seat in seated]
    text = f"{len(names)} members are recorded in the {group.label}: {_listed(names)}."
    return _answer(seated, text, f"/groups/{group.value}/")


def is_seated(question):
    country, group = question.one("country"), question.one("seat")
    seated = _seats(group.value) if group and country else []
    if not seated:
        return None
    found = next((seat for seat in seated if seat.member.country.code == country.value), None)
    text = f"Yes: {country.label} is recorded in the {group.label}." if found else (
        f"{country.label} is not among the {len(seated)} members recorded in the {group.label}."
    )  # fmt: skip
    return _answer(seated, text)


def _seats(group):
    """The seats of public members in a group that are not recorded as over; one query."""
    found = GroupMembership.objects.filter(group=group, until="").select_related("member__country")
    return [seat for seat in found.order_by("member__title") if seat.member.is_public]


def _answer(seated, text, url="/members/"):
    rows = [Row((seat.member.title, str(seat.since or "not recorded"), "not recorded as ended"),
                seat.member.get_absolute_url()) for seat in seated]  # fmt: skip
    members = [seat.member for seat in seated]
    return Answer(text, url, as_of(*members), sources_of(*members)[:5], COLUMNS, rows)


def _listed(names):
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
