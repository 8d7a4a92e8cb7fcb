"""Facts of a record that everybody may see."""

from .kinds import RecordSchema
from .schema.nested import NestedRows
from .schema.relations import Countries, CountryLink, Link, Links, TopicLink, Topics


def public_facts(schema: RecordSchema, record: dict) -> dict | None:
    """Return the facts of a stored record that everybody may see; None while the subject is not public."""
    part = schema.public_part(record)
    return part and {field.name: part.get(field.name) for field in fact_fields(schema, public=True)}


def fact_fields(schema: RecordSchema, *, public: bool) -> list:
    """Return the fields that state facts; for a public record without those that name other records.

    What they name may be hidden, and then nothing tells that it was named.
    """
    return [field for field in schema.fields if field.fact and not (public and _names_records(field.type))]


def _names_records(kind):
    if isinstance(kind, NestedRows):
        return any(map(_names_records, (inner.type for inner in kind.fields)))
    return isinstance(kind, Link | Links) and not isinstance(kind, CountryLink | TopicLink | Countries | Topics)
