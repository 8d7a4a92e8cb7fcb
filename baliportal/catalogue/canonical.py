"""Stored records under the present schema, whatever schema they were written under.

A field added since is empty, a removed one is left out, and a renamed one is read through its former names. So a
release that changes a schema writes no history: a record written before it equals the one read from the database
after it.
"""


def canonical(fields, record: dict) -> dict:
    """Return a whole record under these fields, in their order."""
    return {f.name: f.type.canonical(record[name]) if (name := _stored_under(f, record)) else f.empty for f in fields}


def canonical_part(fields, record: dict) -> dict:
    """Return part of a record under these fields; fields that it lacks stay out."""
    names = {field: _stored_under(field, record) for field in fields}
    return {field.name: field.type.canonical(record[name]) for field, name in names.items() if name}


def field_named(fields, name: str):
    """Return the field that has this name or once had it; None when there is none."""
    present = next((field for field in fields if field.name == name), None)
    return present or next((field for field in fields if name in field.former_names), None)


def _stored_under(field, record):
    """Return the name under which a record holds this field, "" where it does not."""
    if field.name in record:
        return field.name
    return next((name for name in field.former_names if name in record), "")
