"""How the database finds that a record does not say what a record of its kind should."""

from django.db.models import Exists, OuterRef, Q

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, Visibility

from ..expected import kinds_with


def lacking(fact):
    """The condition on entries that they should tell this and do not, as far as everybody may see."""
    condition = Q(pk__in=[])
    for kind in kinds_with(fact):
        condition |= Q(_all_empty(fact, kind), kind=kind.name)
    return condition


def _all_empty(fact, kind):
    condition = Q()
    for name in fact.columns:
        condition &= _is_empty(kind.model, kind.field(name).attribute)
    return condition


def _is_empty(model, attribute):
    field = model._meta.get_field(attribute)
    path = attribute if field.model is Entry else f"{_way_to(model)}__{attribute}"
    if field.is_relation:
        return ~Q(Exists(model._base_manager.filter(_seen(field), pk=OuterRef("pk"))))
    return Q(**{f"{path}__isnull": True}) if field.null else Q(**{path: ""})


def _seen(field):
    """That it points to something, and to something everybody may see: a draft is not to be told by its absence."""
    if issubclass(field.related_model, Entry):
        public = {"status": Status.PUBLISHED, "visibility": Visibility.PUBLIC}
        return Q(**{f"{field.name}__{name}": value for name, value in public.items()})
    return Q(**{f"{field.name}__isnull": False})


def _way_to(model):
    """The name under which an entry leads to what it is: law, workshop, memberstate."""
    return model._meta.get_ancestor_link(Entry).related_query_name()
