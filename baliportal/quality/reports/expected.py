"""What a record of each kind should tell, as data, and how the database finds that it does not."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, Visibility

ALL = ("workshop", "law", "agreement", "treaty", "resource", "member", "organisation", "system")
THEMED = ("workshop", "law", "agreement", "resource")
DATED = (*THEMED, "treaty")


@dataclass(frozen=True)
class Fact:
    """Something that records of these kinds should tell; it is missing where all of these columns are empty."""

    name: str
    label: str
    columns: tuple
    kinds: tuple = ALL


FACTS = (
    Fact("source", "Source", ("source_url", "source_note")),
    Fact("checked", "Check against the source", ("verified_on",)),
    Fact("summary", "Summary", ("summary",)),
    Fact("date", "Date", ("date",), DATED),
    Fact("themes", "Themes", ("topics",), THEMED),
    Fact("type", "Type", ("type",), (*THEMED, "organisation")),
    Fact("countries", "Countries", ("countries",), ("law", "agreement")),
    Fact("address", "Web address", ("url",), ("law", "agreement", "treaty", "organisation")),
    Fact("original-title", "Original title", ("original_title",), ("law",)),
    Fact("number", "Number", ("number",), ("law",)),
    Fact("legal-status", "Legal status", ("legal_status",), ("law", "agreement")),
    Fact("in-force", "Date of entry into force", ("in_force_date",), ("law", "agreement", "treaty")),
    Fact("depositary", "Depositary", ("depositary",), ("treaty",)),
    Fact("place", "Place", ("place", "city"), ("workshop",)),
    Fact("hosts", "Hosts", ("host_countries", "host_organisations"), ("workshop",)),
    Fact("outcomes", "Outcomes", ("outcomes",), ("workshop",)),
    Fact("publisher", "Publisher", ("publisher",), ("resource",)),
    Fact("language", "Language", ("language",), ("resource",)),
    Fact("where-to-read", "Where to read it", ("url", "files", "links"), ("resource",)),
    Fact("lead-agency", "Lead agency", ("lead_agency",), ("member",)),
    Fact("joined", "Date of joining", ("date",), ("member",)),
    Fact("role", "Role in the process", ("role",), ("organisation",)),
    Fact("operator", "Operator", ("operator",), ("system",)),
    Fact("operation", "Whether it operates", ("operational_status",), ("system",)),
    Fact("participants", "Participating countries", ("participations",), ("system",)),
)


def lacking(fact):
    """The condition on entries that they should tell this and do not, as far as everybody may see."""
    condition = Q(pk__in=[])
    for kind in fact.kinds:
        condition |= Q(_all_empty(fact, kind), kind=kind)
    return condition


def _all_empty(fact, kind):
    condition = Q()
    for name in fact.columns:
        condition &= _is_empty(named(kind).model, named(kind).column(name).attribute)
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
