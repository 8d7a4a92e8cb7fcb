"""The version of the index: a fingerprint of all that decides its content. An index of another version is rebuilt.

It is derived, so that there is no number to remember: from the record schemas of all kinds, from the source of the
modules that analyse, project and rank records, from the versions of the libraries that they use, and from the one
setting that gives more texts to search.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum, EnumType
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings

from baliportal.catalogue import languages, verification_states
from baliportal.catalogue.kinds import Kind, all_kinds
from baliportal.catalogue.schema import bulk_reader, nested, records, relations, scalars, schema_field
from baliportal.catalogue.schema.records import SchemaField

from ..analysis import analyser, english, folding, initials, memo, reference_numbers, stemming, surface_forms, terms
from . import document, pages, projection, schema

SOURCES = (
    analyser, document, english, folding, initials, reference_numbers, pages, projection, memo, schema, stemming,
    surface_forms, terms, languages, verification_states, relations, bulk_reader, records, nested, scalars,
    schema_field,
)  # fmt: skip
LIBRARIES = {
    "tantivy": metadata.version("tantivy"),
    "opencc": metadata.version("opencc"),
    "babel": metadata.version("babel"),
    "unicode": unicodedata.unidata_version,
}


@cache
def index_version() -> str:
    """16 hexadecimal digits; the same in every process of a release."""
    digest = hashlib.sha256(repr((LIBRARIES, settings.ARCHIVE_LINKS == "search")).encode())
    for module in SOURCES:
        digest.update(Path(str(module.__file__)).read_bytes())
    for kind in all_kinds():
        digest.update(repr(_of_kind(kind)).encode())
        digest.update(Path(kind.rank.__code__.co_filename).read_bytes())
    return digest.hexdigest()[:16]


def _of_kind(kind: Kind) -> tuple:
    types = [(value, str(label)) for value, label in kind.types.items()]
    return kind.name, str(kind.label), types, kind.standing, [_of_column(column) for column in kind.fields]


def _of_column(column: SchemaField) -> tuple:
    """The attributes of a field that the content of the index depends on; its explanations are not among them."""
    feeds = (column.name, str(column.label), column.attribute, column.search, column.facet, str(column.audience))
    return *feeds, list(_of_value(column.type))


def _of_value(value: Any) -> Iterator[Any]:
    """A field type with its settings, nested fields included, in a form that is the same in every process."""
    if isinstance(value, SchemaField):
        yield _of_column(value)
    elif isinstance(value, EnumType):
        yield [str(member.value) for member in list[Enum](value)]
    elif is_dataclass(value) and not isinstance(value, type):
        yield type(value).__qualname__
        yield [(field.name, list(_of_value(getattr(value, field.name)))) for field in fields(value)]
    elif isinstance(value, list | tuple):
        yield [list(_of_value(item)) for item in value]
    elif callable(value):
        yield getattr(value, "__qualname__", type(value).__qualname__)
    else:
        yield repr(value) if value is None or isinstance(value, int | float) else str(value)
