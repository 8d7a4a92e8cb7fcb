"""Row-level permissions: the entries that users who act for one state only may see and change."""

from django.db.models import Exists, OuterRef, Q

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, Visibility

from .roles import HIDDEN, OWN, READABLE, level_allows

EVERY_STATE = "accounts.all_states"


def acts_for_one_state(user):
    """Return True for users who act for one state only, or for none until it is set."""
    return not user.has_perm(EVERY_STATE)


def own_country_id(user):
    """Primary key of the country whose official the user is; None for other users."""
    official = getattr(user, "official", None)
    return official and official.country_id


def access_level(user, entry):
    """Access level of an entry for a user who acts for one state only; see `roles.ACTIONS_BY_LEVEL`."""
    if entry._state.adding:
        return OWN
    if entry.visibility == Visibility.SECRETARIAT:
        return HIDDEN
    if set(entry.countries.values_list("pk", flat=True)) == {own_country_id(user)}:
        return OWN
    return READABLE if entry.status == Status.PUBLISHED else HIDDEN


def may_access(user, action, obj):
    """Return True if row-level permissions allow `action` on `obj`; objects other than entries are not limited."""
    return not isinstance(obj, Entry) or not acts_for_one_state(user) or level_allows(access_level(user, obj), action)


def visible_to(user, entries):
    """Filter a queryset of entries to those that the user may see."""
    return entries.filter(_visible_q(user)) if acts_for_one_state(user) else entries


def hidden_from(user, entries):
    """Filter a queryset of entries to those that the user may not see."""
    return entries.exclude(_visible_q(user)) if acts_for_one_state(user) else entries.none()


def editable_by(user, entries):
    """Filter a queryset of entries to those that the user may change."""
    return entries.filter(_own_state_q(user)) if acts_for_one_state(user) else entries


def _visible_q(user):
    return ~Q(visibility=Visibility.SECRETARIAT) & (Q(status=Status.PUBLISHED) | _own_state_q(user))


def _own_state_q(user):
    """Condition for entries of the user's state and of no other."""
    links, state = Entry.countries.through.objects.filter(entry_id=OuterRef("pk")), own_country_id(user)
    return Exists(links.filter(country_id=state)) & ~Exists(links.exclude(country_id=state)) if state else Q(pk=None)
