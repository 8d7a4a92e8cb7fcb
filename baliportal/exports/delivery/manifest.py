"""What is told of a file beside it: enough to trust it, to read it by program, to cite it and to ask again.

The form is that of a Frictionless data package with one resource and its Table Schema, so that `frictionless validate`
checks the file against it.
"""

from django.conf import settings

from ..formats import csv_format

NEUTRALISED = (
    "A text that a spreadsheet would run as a formula has an apostrophe in front of it; take one away to have the text."
)


def manifest(columns, facts, suffix, content_type, file_name, about, choices):
    """The data package as plain values. `about` tells of the question: title, address, words, choices, sort."""
    resource = {
        "name": about["name"], "path": file_name, "format": suffix, "mediatype": content_type.partition(";")[0],
        "encoding": "utf-8", "bytes": facts.bytes, "hash": f"sha256:{facts.sha256}", "rows": facts.rows,
    }  # fmt: skip
    if suffix == "csv":
        dialect = {"delimiter": choices.delimiter, "lineTerminator": "\r\n", "header": True}
        resource |= {"profile": "tabular-data-resource", "dialect": dialect, "description": NEUTRALISED}
        resource["encoding"] = "utf-8-sig" if choices.bom else "utf-8"
    resource["schema"] = table_schema(columns)
    return {
        "profile": "data-package", "name": about["name"], "title": about["title"], "created": facts.made,
        "homepage": about["address"], "licenses": [settings.DATA_LICENCE], "citation": _citation(about, facts),
        "question": about["question"], "journal": facts.number, "software": about["software"], "resources": [resource],
    }  # fmt: skip


def about_sheet(columns, about, facts, digests):
    """The same for people, as rows of texts: the last sheet of a workbook.

    `facts` has the number of rows, the journal's number and the time; `digests` the SHA-256 of each sheet of records,
    by its place in the workbook.
    """
    yield "What this is", about["title"]
    yield "Address", about["address"]
    yield from ((f"Asked for: {key}", _in_words(value)) for key, value in about["question"].items() if value)
    yield "Rows", f"{facts.rows}"
    yield "Made", facts.made
    yield "Number of the journal", f"{facts.number}"
    yield from ((f"SHA-256 of {place}", digest) for place, digest in digests.items())
    yield "Software", about["software"]
    yield "Licence", "{title} ({name}), {path}".format_map(settings.DATA_LICENCE)
    yield "How to cite", _citation(about, facts)
    yield ()
    yield "Column", "What it holds", "Called", "Type", "Example"
    for field in table_schema(columns)["fields"]:
        yield field["name"], field["description"], field["title"], field["type"], field.get("example", "")


def _in_words(value):
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_in_words(each)}" for key, each in value.items() if each)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def table_schema(columns):
    """The Table Schema of these columns."""
    return {"fields": [_field(column) for column in columns], "missingValues": [""]}


def _field(column):
    field = {"name": csv_format.heading(column), "type": column.type.table_type, "title": column.label,
             "description": column.meaning}  # fmt: skip
    if column.type.table_type == "boolean":
        field |= {"trueValues": [column.type.format(True)], "falseValues": [column.type.format(False)]}
    return field | ({"example": column.example} if column.example else {})


def _citation(about, facts):
    return (
        f"{about['title']}. Bali Process knowledge portal, change {facts.number}, {facts.made[:10]}. {about['address']}"
    )
