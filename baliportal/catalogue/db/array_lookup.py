"""SQL IN with one array parameter."""

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL


def in_array(keys: Iterable[int]) -> RawSQL:
    """Return a subquery for `filter(pk__in=...)` that passes all keys as one parameter.

    With thousands of parameters SQLite compares each key of a many-to-many table with each candidate row.
    """
    listed = ",".join(map(str, keys))
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{listed}}}"])
    return RawSQL("SELECT value FROM json_each(%s)", [f"[{listed}]"])
