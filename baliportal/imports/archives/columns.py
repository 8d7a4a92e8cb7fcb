"""The columns of the list in an archive: to which record each file belongs, and what it is to it."""

from baliportal.catalogue.kinds import RecordSchema, named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Text
from baliportal.files.models import File
from baliportal.files.records import FileRows, file_rows
from baliportal.files.roles import ROLES

from ..permissions import FILES

#: Columns that describe a file, as in the form of its record; the file of the kind says how each is read.
DESCRIPTION = {
    "role": (f"What the file is to the record, as far as its kind has it: {', '.join(ROLES)}.", "translation"),
    "language": ("The code of its language.", "th"),
    "title": ("What it is called, in its own language.", "Policy guide"),
    "licence": ("What readers may do with it.", "CC-BY-4.0"),
    "visibility": ("Who may read it: public, officials or secretariat; public where the column is missing or empty.",
                   "officials"),
    "as_uploaded": ("Whether it is published as it is, with the private data it may hold, as a signed file needs.",
                    "no"),
}  # fmt: skip
#: Columns that a row may change of a file that its record has already; what was decided of the bytes stays.
CHANGEABLE = tuple(name for name in DESCRIPTION if name != "as_uploaded")
REQUIRED = ("path", "record")

FILE_LIST = RecordSchema(
    FILES, "File of a record", "Files of records", File,
    (
        SchemaField("path", "Path", Text(500), "Where the file stands in the ZIP.", "laws/act-2007-th.pdf"),
        SchemaField("record", "Record", Text(300), "Where its record stands: list and address.",
                    "legislation/my-act-2007"),
        *(SchemaField(name, name.capitalize().replace("_", " "), Text(300), meaning, example)
          for name, (meaning, example) in DESCRIPTION.items()),
    ),
)  # fmt: skip


def rows_of(entry: Entry) -> FileRows | None:
    """The type of the files of an entry; None where its kind has none."""
    return file_rows(named(entry.kind))
