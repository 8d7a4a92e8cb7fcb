"""Query conditions for records that lack an expected fact."""

from django.db.models import Exists, OuterRef, Q

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, Visibility

from ..expected import kinds_with


def lacking(fact):
    """Return the condition that an entry should state the fact and publicly does not."""
    condition = Q(pk__in=[])
    for kind in kinds_with(fact):
        condition |= Q(_all_empty(fact, kind), kind=kind.name)
    return condition


def _all_empty(fact, kind):
    condition = Q()
    for name in fact.field_names:
        condition &= _is_empty(kind.model, kind.field(name).attribute)
    return condition


def _is_empty(model, attribute):
    field = model._meta.get_field(attribute)
    path = attribute if field.model is Entry else f"{_parent_link_name(model)}__{attribute}"
    if field.is_relation:
        return ~Q(Exists(model._base_manager.filter(_points_to_visible(field), pk=OuterRef("pk"))))
    return Q(**{f"{path}__isnull": True}) if field.null else Q(**{path: ""})


def _points_to_visible(field):
    """Return the condition that a relation points to a public record, so that the report does not reveal drafts."""
    if issubclass(field.related_model, Entry):
        public = {"status": Status.PUBLISHED, "visibility": Visibility.PUBLIC}
        return Q(**{f"{field.name}__{name}": value for name, value in public.items()})
    return Q(**{f"{field.name}__isnull": False})


def _parent_link_name(model):
    """Return the lookup name from Entry to its subclass: law, workshop, memberstate."""
    return model._meta.get_ancestor_link(Entry).related_query_name()
