"""Query conditions for records that lack an expected fact."""

from django.db.models import Exists, OuterRef, Q

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.statuses import Visibility, levels_for

from ..expected import kinds_with


def lacking(fact):
    """Return the condition that an entry should state the fact and publicly does not."""
    condition = Q(pk__in=[])
    for kind in kinds_with(fact):
        condition |= lacking_in(fact, kind, f"{parent_link_name(kind.model)}__") & Q(kind=kind.name)
    return condition


def lacking_in(fact, kind, prefix="", audience=Visibility.PUBLIC):
    """Return the condition that a row of this kind should state the fact and does not, as far as an audience may see.

    `prefix` leads from the rows of the query to those of the kind's own table: "law__" from entries, "" from laws.
    """
    condition = _applies(fact, kind, prefix)
    for name in fact.field_names:
        condition &= _is_empty(kind.model, kind.field(name), prefix, audience, fact)
    return condition


def _applies(fact, kind, prefix):
    if not (fact.only_if or fact.unless):
        return Q()
    name, values = fact.only_if or fact.unless
    condition = Q(**{f"{_path(kind.model, kind.field(name).attribute, prefix)}__in": values})
    return condition if fact.only_if else ~condition


def _is_empty(model, schema_field, prefix, audience, fact):
    attribute = schema_field.attribute
    field = model._meta.get_field(attribute)
    if field.one_to_many:
        rows = _rows(field, getattr(schema_field.type, "about", ()), audience)
        return ~Q(Exists(rows.filter(**{f"{fact.rows[0]}__in": fact.rows[1]}) if fact.rows else rows))
    if field.many_to_many:
        return ~Q(Exists(_ties(field, audience)))
    path = _path(model, attribute, prefix)
    if field.is_relation and issubclass(field.related_model, Entry):
        target = field.related_model._base_manager.filter(_is_visible(field, "", audience), pk=OuterRef(f"{path}_id"))
        return ~Q(Exists(target))
    return Q(**{f"{path}__isnull": True}) if field.null else Q(**{path: ""})


def _rows(field, about, audience):
    """Return the nested rows of a record, without those that the audience may not see, or that are about such a record.

    They are found by their own index, without the tables of the record.
    """
    rows = field.related_model._base_manager.filter(**{f"{field.remote_field.attname}": OuterRef("pk")})
    columns = {column.name for column in rows.model._meta.concrete_fields}
    allowed = {"visibility__in": levels_for(audience)} if "visibility" in columns else {}
    seen = Q()
    for name in about:
        target = rows.model._meta.get_field(name)
        is_entry = target.is_relation and issubclass(target.related_model, Entry)
        seen |= _is_visible(target, f"{name}__", audience) if is_entry else Q(**{f"{name}__isnull": False})
    return rows.filter(seen, **allowed)


def _ties(field, audience):
    """Return the rows of the table between a record and others; as above, these by their own index."""
    target = f"{field.m2m_reverse_field_name()}__"
    ties = field.remote_field.through._base_manager.filter(**{f"{field.m2m_field_name()}_id": OuterRef("pk")})
    return ties.filter(_is_visible(field, target, audience))


def _is_visible(field, path, audience):
    """Return the condition that a related record is visible, so that no file and no report reveals drafts."""
    if not issubclass(field.related_model, Entry):
        return Q()
    return Q(**{f"{path}status": Status.PUBLISHED, f"{path}visibility__in": levels_for(audience)})


def _path(model, attribute, prefix):
    """Return the lookup of a field: an entry's own fields stand in the rows themselves."""
    return attribute if model._meta.get_field(attribute).model is Entry else f"{prefix}{attribute}"


def parent_link_name(model):
    """Return the lookup name from Entry to its subclass: law, workshop, memberstate."""
    return model._meta.get_ancestor_link(Entry).related_query_name()
