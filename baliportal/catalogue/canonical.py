"""Stored records under the present schema, whatever schema they were written under.

A column that the schema gained since is empty, one that it lost has never been, and one that was renamed is read
through its former names. So a release that changes a schema writes no history: a record of before it equals the one
that is read from the database after it.
"""


def canonical(columns, record):
    """A whole record under these columns, in their order."""
    return {c.name: c.type.canonical(record[name]) if (name := _stored_under(c, record)) else c.empty for c in columns}


def canonical_part(columns, record):
    """A part of a record under these columns: what it does not hold stays out of it."""
    names = {column: _stored_under(column, record) for column in columns}
    return {column.name: column.type.canonical(record[name]) for column, name in names.items() if name}


def field_named(fields, name):
    """The field that has this name or once had it; None when there is none."""
    present = next((field for field in fields if field.name == name), None)
    return present or next((field for field in fields if name in field.former_names), None)


def _stored_under(column, record):
    """The name under which a record holds this column, "" where it does not."""
    if column.name in record:
        return column.name
    return next((name for name in column.former_names if name in record), "")
