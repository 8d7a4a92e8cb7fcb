"""Asking for many rows by their keys."""

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL


def in_array(keys: Iterable[int]) -> RawSQL:
    """What `filter(pk__in=...)` takes in place of the keys: all of them as one parameter.

    Told thousands of parameters, SQLite tries each key of a set of links with each thing that it may lead to.
    """
    listed = ",".join(map(str, keys))
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{listed}}}"])
    return RawSQL("SELECT value FROM json_each(%s)", [f"[{listed}]"])
