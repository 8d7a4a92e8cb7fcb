"""Whose records a person may see and change who may act for one state only."""

from django.db.models import Exists, OuterRef, Q

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, Visibility

from .roles import HIDDEN, OWN, TOLD, reaches

EVERY_STATE = "accounts.all_states"


def is_bound(user):
    """Whether this person may act for one state only, or for none while nobody has said which."""
    return not user.has_perm(EVERY_STATE)


def state_of(user):
    """The primary key of the country whose official this person is; None for everybody else."""
    official = getattr(user, "official", None)
    return official and official.country_id


def standing(user, entry):
    """How an entry stands to somebody who is bound to one state: see roles.REACH."""
    if entry._state.adding:
        return OWN
    if entry.visibility == Visibility.SECRETARIAT:
        return HIDDEN
    if set(entry.countries.values_list("pk", flat=True)) == {state_of(user)}:
        return OWN
    return TOLD if entry.status == Status.PUBLISHED else HIDDEN


def may_reach(user, act, thing):
    """Whether a right to `act` that this person has reaches this record; only entries belong to states."""
    return not isinstance(thing, Entry) or not is_bound(user) or reaches(standing(user, thing), act)


def seen_by(user, entries):
    """Those of a queryset of entries that this person may see."""
    return entries.filter(_is_seen_by(user)) if is_bound(user) else entries


def hidden_from(user, entries):
    """The rest of them."""
    return entries.exclude(_is_seen_by(user)) if is_bound(user) else entries.none()


def theirs(user, entries):
    """Those of a queryset of entries that this person may mend."""
    return entries.filter(_own(user)) if is_bound(user) else entries


def _is_seen_by(user):
    return ~Q(visibility=Visibility.SECRETARIAT) & (Q(status=Status.PUBLISHED) | _own(user))


def _own(user):
    """What names the person's state and no other."""
    links, state = Entry.countries.through.objects.filter(entry_id=OuterRef("pk")), state_of(user)
    return Exists(links.filter(country_id=state)) & ~Exists(links.exclude(country_id=state)) if state else Q(pk=None)
