"""The manifest of a file: a Frictionless data package (v1) with one resource and its Table Schema.

`frictionless validate` checks the file against it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings

from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.catalogue.schema.records import SchemaField

from ..formats import csv_format
from .export_cache import FileFacts
from .options import ExportOptions
from .streaming_file import Progress

NEUTRALISED = (
    "A text that a spreadsheet would run as a formula has an apostrophe in front of it; take one away to have the text."
)


def manifest(
    columns: Iterable[SchemaField],
    facts: FileFacts,
    suffix: str,
    content_type: str,
    file_name: str,
    about: dict[str, Any],
    options: ExportOptions,
) -> dict[str, Any]:
    """The data package of one file, as plain values. `about` describes the request: see `Export.about`.

    The number of the state is `public_number`, or `journal_number` in the manifest of a private file.
    """
    resource = {
        "name": about["name"], "path": file_name, "format": suffix, "mediatype": content_type.partition(";")[0],
        "encoding": "utf-8", "bytes": facts.bytes, "hash": f"sha256:{facts.sha256}", "rows": facts.rows,
    }  # fmt: skip
    if suffix == "csv":
        dialect = {"delimiter": options.delimiter, "lineTerminator": "\r\n", "header": True}
        resource |= {"profile": "tabular-data-resource", "dialect": dialect, "description": NEUTRALISED}
        resource["encoding"] = "utf-8-sig" if options.bom else "utf-8"
    resource["schema"] = table_schema(columns)
    number = "journal_number" if about["private"] else "public_number"
    return {
        "profile": "data-package", "name": about["name"], "title": about["title"], "created": facts.made,
        "homepage": about["address"], "licenses": [settings.DATA_LICENCE], "citation": _citation(about, facts),
        "question": about["question"], number: facts.number, "software": about["software"], "resources": [resource],
    }  # fmt: skip


def about_sheet(
    columns: Iterable[SchemaField], about: dict[str, Any], facts: FileFacts | Progress, digests: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    """The manifest for people: rows of texts for the last sheet of a workbook.

    Of `facts` the number of rows, the number of the state and the time are read; `digests` are the SHA-256 of each
    sheet of records, by its path inside the workbook.
    """
    yield "What this is", about["title"]
    yield "Address", about["address"]
    yield from ((f"Asked for: {key}", _in_words(value)) for key, value in about["question"].items() if value)
    yield "Rows", f"{facts.rows}"
    yield "Made", facts.made
    yield "Journal number" if about["private"] else "Public number", f"{facts.number}"
    yield from ((f"SHA-256 of {path}", digest) for path, digest in digests.items())
    yield "Software", about["software"]
    yield "Licence", "{title} ({name}), {path}".format_map(settings.DATA_LICENCE)
    yield "How to cite", _citation(about, facts)
    yield ()
    yield "Column", "What it holds", "Called", "Type", "Example"
    for field in table_schema(columns)["fields"]:
        yield field["name"], field["description"], field["title"], field["type"], field.get("example", "")


def _in_words(value):
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_in_words(part)}" for key, part in value.items() if part)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def table_schema(columns: Iterable[SchemaField]) -> dict[str, Any]:
    """The Table Schema of these columns (https://specs.frictionlessdata.io/table-schema/)."""
    columns = list(columns)
    unknown = [ExpectedText.NOT_RECORDED] if any(isinstance(column.type, ExpectedText) for column in columns) else []
    return {"fields": [_field_descriptor(column) for column in columns], "missingValues": ["", *unknown]}


def _field_descriptor(column):
    field = {"name": csv_format.column_heading(column), "type": column.type.table_type, "title": column.label,
             "description": column.meaning}  # fmt: skip
    if column.type.table_type == "boolean":
        field |= {"trueValues": [column.type.format(True)], "falseValues": [column.type.format(False)]}
    return field | ({"example": column.example} if column.example else {})


def _citation(about, facts):
    return (
        f"{about['title']}. Bali Process knowledge portal, change {facts.number}, {facts.made[:10]}. {about['address']}"
    )
