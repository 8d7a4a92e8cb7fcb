"""Direct answers about the process, its members and the systems that they share."""

from baliportal.search.answers.registry import Answers

from .bodies import co_chairs, is_co_chair, is_seated, seats
from .groups import group_members
from .help import call_for_help
from .membership import is_member, member_since, members, members_count, observers
from .names import organisation_names, seat_names, system_names
from .participants import is_participant, participant_since, participants, systems_of
from .system import operator, system_since, system_status

MEMBER_ANSWERS = Answers(
    {
        "co-chairs": co_chairs, "is-co-chair": is_co_chair, "seats": seats, "is-seated": is_seated,
        "members": members, "members-count": members_count, "is-member": is_member, "member-since": member_since,
        "observers": observers, "group-members": group_members, "help": call_for_help,
    },
    seat_names,
)  # fmt: skip
ORGANISATION_ANSWERS = Answers(names=organisation_names)
SYSTEM_ANSWERS = Answers(
    {
        "participants": participants, "is-participant": is_participant, "participant-since": participant_since,
        "systems-of": systems_of, "operator": operator, "system-since": system_since, "system-status": system_status,
    },
    system_names,
)  # fmt: skip
