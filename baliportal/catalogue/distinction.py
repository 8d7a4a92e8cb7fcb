"""Facts by which records of one title are told apart in lists: country, number and legal status.

They are said of kinds whose legal or practical status is an expected fact (`Kind.standing`, `Kind.expected`): of these
an unknown status is said too. A query that is `described` loads them with its entries, without a further query.
"""

from django.db.models import F, OuterRef, Subquery

from .db.joined_texts import JoinedTexts
from .kinds import all_kinds, named, schema_of_model
from .models import Country, Entry

#: Countries of one record that a list names.
COUNTRIES = 3
UNKNOWN_STATUS = "Status not recorded"
PREFIXES = {"standing": "standing_of_", "number": "number_of_"}


def states_standing(kind) -> bool:
    """Tell whether every record of a kind should state its legal status."""
    return bool(kind.standing) and any(kind.standing in fact.field_names for fact in kind.expected)


def standing_in_words(kind, value: str) -> str:
    """Return a status with a capital; of a kind that should state it, also that it is unknown; else ''."""
    if not value:
        return UNKNOWN_STATUS if states_standing(kind) else ""
    label = str(dict(kind.model._meta.get_field(kind.standing).choices).get(value, value))
    return label[:1].upper() + label[1:]


def annotations(model=Entry) -> dict:
    """Return the annotations with status and number of each kind, for a query of this model."""
    kinds = all_kinds() if model is Entry else [schema_of_model(model)]
    return {
        f"{prefix}{kind.name}": F(f"{kind.model._meta.model_name}__{field}" if model is Entry else field)
        for kind in kinds
        for prefix, field in ((PREFIXES["standing"], kind.standing), (PREFIXES["number"], kind.number))
        if field
    }


def described(entries):
    """Annotate a queryset of entries with what `description` reads of them."""
    names = Country.objects.filter(entries=OuterRef("pk")).order_by().values("entries")
    joined = Subquery(names.annotate(joined=JoinedTexts("name")).values("joined"))
    return entries.annotate(**annotations(entries.model), country_names=joined)


def description(entry) -> list[str]:
    """Return country, number and status of a described entry, as far as its kind states a status; else nothing."""
    kind = named(entry.kind)
    if not states_standing(kind):
        return []
    return [*filter(None, [*countries_of(entry), number_of(entry), standing_in_words(kind, standing_of(entry))])]


def countries_of(entry) -> list[str]:
    """Return the names of the first countries of a described entry, and how many more there are."""
    countries = sorted(filter(None, (entry.country_names or "").split(JoinedTexts.SEPARATOR)))
    more = [f"{len(countries) - COUNTRIES} more"] if len(countries) > COUNTRIES else []
    return [*countries[:COUNTRIES], *more]


def standing_of(entry) -> str:
    """Return the status of an entry that was loaded with `annotations`; '' for one without."""
    return getattr(entry, f"{PREFIXES['standing']}{entry.kind}", "") or ""


def status_note(entry) -> str:
    """The status as a badge: "Repealed", "Cancelled"; '' for the usual ones, and where it was not loaded."""
    kind, value = named(entry.kind), standing_of(entry)
    return standing_in_words(kind, value) if value and value in kind.remarkable else ""


def number_of(entry) -> str:
    """Return the number of an entry that was loaded with `annotations`; '' for one without."""
    return getattr(entry, f"{PREFIXES['number']}{entry.kind}", "") or ""
