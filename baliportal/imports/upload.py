"""Store the rows of an uploaded file as a batch to be checked."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import PurePath

from baliportal.catalogue.schema.scalars import InvalidValue, Text

from .errors import FileRefused
from .models import Batch, BatchLine
from .sheet import VERSION, headings
from .text_file import TextFile
from .workbook import Workbook
from .workbook_caps import WorkbookCaps

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 25_000  # Rows of a file, without empty ones.
CHUNK = 500  # Rows written to the database at a time,
CHUNK_CHARACTERS = 2_000_000  # or fewer, where they hold so many characters: one row may have six million.
LAST_ROW = WorkbookCaps.rows  # Number of the row at which reading ends, with empty ones counted.
TEXT = Text()
TEXTS, WORKBOOKS = {".csv", ".tsv", ".txt"}, {".xlsx", ".xlsm"}


def upload(file, *, schema, by, note="", encoding=""):
    """Store the rows of an uploaded file as a new batch, to be checked in slices; returns the batch.

    Raises FileRefused, with nothing stored, if it is not a table of this schema. If interrupted, it leaves a batch in
    the state READING, which can be discarded.
    """
    batch = Batch(origin=Batch.Origin.IMPORT, state=Batch.State.READING, schema_name=schema.name, who=by.get_username(),
                  what=PurePath(file.name.replace("\0", "")).name[:300], note=note)  # fmt: skip
    try:
        with closing(_open(file, schema, encoding)) as reader:
            BatchWriter(batch, reader, schema).write()
    except FileRefused:
        if batch.pk:
            batch.delete()
        raise
    return batch


def _open(file, schema, encoding):
    suffix = PurePath(file.name).suffix.lower()
    if file.size > MAX_BYTES:
        raise FileRefused(f"The file has {file.size:,} bytes; at most {MAX_BYTES:,} can be read. Split it.")
    if suffix in WORKBOOKS:
        return Workbook(file)
    if suffix in TEXTS:
        return TextFile(file, schema, encoding)
    raise FileRefused(f"A file that ends in “{suffix}” cannot be read here. Save it as XLSX or as CSV UTF-8.")


@dataclass
class BatchWriter:
    """Writes the rows of a reader (`TextFile` or `Workbook`) as lines of a batch.

    `notices` takes the names of the columns and returns sentences on them, those for records by default.
    """

    batch: Batch
    reader: object
    schema: object
    lines: list = field(default_factory=list)
    headings: list = field(default_factory=list)
    notices: Callable = None
    characters: int = 0

    def write(self):
        rows = self.reader.rows()
        self.headings = headings(self.schema, next(rows, (1, []))[1])
        names = [heading.name for heading in self.headings]
        self.batch.job = {**self.batch.job, "columns": names}
        self.batch.notices = [self.reader.description, *(self.notices or _notices)(names)]
        self.batch.save()
        for number, row in rows:
            if number > LAST_ROW:
                raise FileRefused(f"The sheet goes on below row {LAST_ROW:,}. Delete the rows that are empty.")
            self._add_row(number, row)
            if len(self.lines) == CHUNK or self.characters > CHUNK_CHARACTERS:
                self._flush()
        self._flush()
        if not self.batch.lines_read:
            raise FileRefused("The file has no rows below its first one.")
        self.batch.state = Batch.State.CHECKING
        self.batch.save()

    def _add_row(self, number, row):
        count = len(self.headings)
        cells = [self._cell(row[h.place] if h.place < len(row) else None, h) for h in self.headings]
        unnamed = [row[h.place] for h in self.headings if not h.name and h.place < len(row)] + list(row[count:])
        if any(unnamed):
            cells.append({"wrong": "The row has a cell under no column name."})
        if any(cells):
            self.characters += sum(map(len, cells))
            self.lines.append(BatchLine(number=number, subject=self._subject(cells), cells=cells))

    def _cell(self, raw, heading):
        """The text of a cell, or {"wrong": message}; a cell that is missing in a short row is empty."""
        if raw is None:
            return ""
        try:
            return TEXT.clean(self.reader.cell(raw, heading.column or VERSION))
        except InvalidValue as problem:
            return {"wrong": str(problem)}

    def _subject(self, cells):
        named = next((cell for cell, heading in zip(cells, self.headings, strict=False) if heading.name == "id"), "")
        return named.strip() if isinstance(named, str) and len(named.strip()) <= 12 else "?"

    def _flush(self):
        for line in self.lines:
            line.batch = self.batch
        BatchLine.objects.bulk_create(self.lines)
        self.batch.lines_read += len(self.lines)
        self.lines, self.characters = [], 0
        if self.batch.lines_read > MAX_ROWS:
            raise FileRefused(f"The file has more than {MAX_ROWS:,} rows. Split it into several files.")


def _notices(names):
    if "id" not in names:
        yield "The file has no column “id”: every row will be added as a new record."
    elif "version" not in names:
        yield "The file has no column “version”: what was changed here since it was made cannot be noticed."
    if not any(names.count(name) for name in names if name not in ("id", "version", "kind", "page", "status", "")):
        yield "The file has no column that can be written."
