"""Names by which questions call organisations, systems and groups of the process."""

from baliportal.catalogue.models import Term
from baliportal.catalogue.schema.names import names_in
from baliportal.search.answers.answer import Entity

from ..models import GroupMembership, InformationSystem, Organisation

PROCESS, OF_PROCESS = "bali-process", " of the Bali Process"
SEATS = {"ad-hoc-group": "ad-hoc-group", "steering-group": "steering-group"}


def organisation_names():
    """Every public organisation with its names; three queries."""
    return _named(Organisation, "organisation")


def system_names():
    """Every public system with its names; three queries."""
    return _named(InformationSystem, "system")


def seat_names():
    """The process, and the groups in which members have seats, by the names of the vocabulary; two queries."""
    labels = dict(GroupMembership.Group.choices)
    terms = _terms()
    seats = [(Entity("seat", group, labels[group]), [labels[group], *terms.get(term, ())])
             for group, term in SEATS.items()]  # fmt: skip
    return [*seats, (Entity("process", PROCESS, "Bali Process"), terms.get(PROCESS, ()))]


def _named(model, kind):
    """Title, acronym, other names and, of every term with one of these names, all others."""
    terms = _terms()
    fields = ("pk", "slug", "title", "acronym", "other_names")
    for pk, slug, title, acronym, others in model.objects.published().values_list(*fields):
        own = {title, acronym, title.partition(" (")[0], title.removesuffix(OF_PROCESS)} - {""}
        named = [names for term, names in terms.items() if term == slug or own & set(names)]
        of_terms = (name for names in named for name in names)
        yield Entity(kind, str(pk), acronym or title, is_record=True), {*own, *names_in(others), *of_terms}


def _terms():
    """{slug of a term: its label and other names}."""
    return {term.slug: [term.label, *(name.text for name in term.names.all())]
            for term in Term.objects.prefetch_related("names")}  # fmt: skip
