"""Spreadsheet round trip: export a list, edit it as Excel would, import it again."""

import csv
import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from baliportal.catalogue.kinds import named
from baliportal.exports.formats import csv_format, xlsx_format
from baliportal.imports.apply import apply_batch
from baliportal.imports.models import Verdict
from baliportal.imports.permissions import admin_of
from baliportal.imports.preview import check_batch
from baliportal.imports.sheet import sheet_columns, sheet_records
from baliportal.imports.undo import undo_batch
from baliportal.imports.upload import upload

WRITERS = {"csv": csv_format.write, "xlsx": xlsx_format.write}


def request_of(user):
    request = RequestFactory().post("/")
    request.user = user
    return request


def taken_out(kind, pks, suffix="csv"):
    """Return the bytes of an export."""
    schema = named(kind)
    return b"".join(WRITERS[suffix](sheet_columns(schema), sheet_records(schema, list(pks))))


def table_of(content):
    """Return the cells of a CSV export; the first row holds the column names."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def saved(table, delimiter=",", encoding="utf-8-sig"):
    """Return a table as CSV bytes, as a spreadsheet program saves it."""
    page = io.StringIO()
    csv.writer(page, delimiter=delimiter).writerows(table)
    return page.getvalue().encode(encoding)


def edited(content, changes):
    """Return a CSV export with cells replaced by {(row below the header, column): text}."""
    table = table_of(content)
    for (row, name), text in changes.items():
        table[row + 1][table[0].index(name)] = text
    return saved(table)


def edited_workbook(content, changes):
    """Return an XLSX export with cells replaced, saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    names = [cell.value for cell in book.active[1]]
    for (row, name), value in changes.items():
        book.active.cell(row + 2, names.index(name) + 1).value = value
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def brought(kind, content, user, name="laws.csv", **options):
    """Upload a file and preview it to the end."""
    batch = upload(SimpleUploadedFile(name, content), schema=named(kind), by=user, **options)
    return previewed(batch, user)


def previewed(batch, user):
    return check_batch(batch, admin_of(batch.schema_name), request_of(user), seconds=600)


def written(batch, user):
    return apply_batch(batch, admin_of(batch.schema_name), request_of(user))


def undone(batch, user):
    return undo_batch(batch, admin_of(batch.schema_name), request_of(user))


def outcomes(batch):
    return {outcome.value: count for outcome, count in batch.counts().items() if count}


def fields_of(batch):
    """Return the field changes in the preview: {(line, column): (before, after)}."""
    rows = batch.verdicts.exclude(outcome=Verdict.Outcome.UNCHANGED)
    return {(row.line, field["name"]): (field["before"], field["after"]) for row in rows for field in row.fields}


def errors_of(batch):
    return {
        row.line: " ".join(f"{place}: {words}" for place, words in row.errors)
        for row in batch.verdicts.all()
        if row.errors
    }
