"""From an uploaded file to a batch whose rows wait to be checked."""

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

LARGEST = 50 * 1024 * 1024  # bytes of an upload
MOST = 25_000  # rows of a file
CHUNK = 500  # rows written at a time
LAST = WorkbookCaps.rows  # at which reading ends, empty rows counted
TEXT = Text()
TEXTS, WORKBOOKS = {".csv", ".tsv", ".txt"}, {".xlsx", ".xlsm"}


def upload(file, *, form, by, note="", encoding=""):
    """Keep the rows of an uploaded file as a new batch, to be checked in slices; returns the batch.

    Raises FileRefused, with nothing kept, when it is no table of this form. Cut off in the middle, it leaves a batch
    that says so and that can be thrown away.
    """
    batch = Batch(origin=Batch.Origin.IMPORT, state=Batch.State.READING, form=form.name, who=by.get_username(),
                  what=PurePath(file.name.replace("\0", "")).name[:300], note=note)  # fmt: skip
    try:
        with closing(_opened(file, form, encoding)) as opened:
            _Reader(batch, opened, form).read()
    except FileRefused:
        if batch.pk:
            batch.delete()
        raise
    return batch


def _opened(file, form, encoding):
    suffix = PurePath(file.name).suffix.lower()
    if file.size > LARGEST:
        raise FileRefused(f"The file has {file.size:,} bytes; at most {LARGEST:,} can be read. Split it.")
    if suffix in WORKBOOKS:
        return Workbook(file)
    if suffix in TEXTS:
        return TextFile(file, form, encoding)
    raise FileRefused(f"A file that ends in “{suffix}” cannot be read here. Save it as XLSX or as CSV UTF-8.")


@dataclass
class _Reader:
    batch: Batch
    opened: object
    form: object
    lines: list = field(default_factory=list)
    found: list = field(default_factory=list)

    def read(self):
        rows = self.opened.rows()
        self.found = headings(self.form, next(rows, (1, []))[1])
        names = [heading.name for heading in self.found]
        self.batch.job = {"columns": names}
        self.batch.notices = [self.opened.told, *_notices(names)]
        self.batch.save()
        for number, row in rows:
            if number > LAST:
                raise FileRefused(f"The sheet goes on below row {LAST:,}. Delete the rows that are empty.")
            self._take(number, row)
            if len(self.lines) == CHUNK:
                self._keep()
        self._keep()
        if not self.batch.lines_read:
            raise FileRefused("The file has no rows below its first one.")
        self.batch.state = Batch.State.CHECKING
        self.batch.save()

    def _take(self, number, row):
        cells = [self._cell(row[h.place] if h.place < len(row) else None, h) for h in self.found]
        unnamed = [row[h.place] for h in self.found if not h.name and h.place < len(row)] + list(row[len(self.found) :])
        if any(unnamed):
            cells.append({"wrong": "The row has a cell under no column name."})
        if any(cells):
            self.lines.append(BatchLine(number=number, subject=self._subject(cells), cells=cells))

    def _cell(self, raw, heading):
        """A text, or what is wrong with the cell; a cell that a short row lacks is empty."""
        if raw is None:
            return ""
        try:
            return TEXT.clean(self.opened.cell(raw, heading.column or VERSION))
        except InvalidValue as problem:
            return {"wrong": str(problem)}

    def _subject(self, cells):
        named = next((cell for cell, heading in zip(cells, self.found, strict=False) if heading.name == "id"), "")
        return named.strip() if isinstance(named, str) and len(named.strip()) <= 12 else "?"

    def _keep(self):
        for line in self.lines:
            line.batch = self.batch
        BatchLine.objects.bulk_create(self.lines)
        self.batch.lines_read += len(self.lines)
        self.lines = []
        if self.batch.lines_read > MOST:
            raise FileRefused(f"The file has more than {MOST:,} rows. Split it into several files.")


def _notices(names):
    if "id" not in names:
        yield "The file has no column “id”: every row will be added as a new record."
    elif "version" not in names:
        yield "The file has no column “version”: what was changed here since it was made cannot be noticed."
    if not any(names.count(name) for name in names if name not in ("id", "version", "kind", "page", "status", "")):
        yield "The file has no column that can be written."
