"""Store an uploaded archive, and the rows of its list as a batch to be checked."""

from pathlib import PurePath, PurePosixPath

from baliportal.files.storage import FileErased, store

from ..errors import FileRefused
from ..models import Batch
from ..text_file import TextFile
from ..upload import BatchWriter
from .columns import FILE_LIST, REQUIRED
from .zip_archive import MEDIA_TYPE, member_sizes, open_archive, path_named
from .zip_members import MB

MAX_BYTES = 1_000 * MB
MAX_LIST_BYTES = 5 * MB
LIST_NAME = "files.csv"
MAX_NAMED = 20


def upload_archive(file, *, by, note="", encoding="") -> Batch:
    """Store a ZIP and the rows of its list as a new batch, to be checked file by file; returns the batch.

    Raises FileRefused, with no batch stored. Housekeeping deletes the ZIP once no open batch needs it.
    """
    if file.size > MAX_BYTES:
        raise FileRefused(f"The ZIP has {file.size // MB:,} MiB; at most {MAX_BYTES // MB:,} are taken. Split it.")
    sizes = member_sizes(file)
    list_path = _list_path(sizes)
    batch = Batch(origin=Batch.Origin.FILES, state=Batch.State.READING, schema_name=FILE_LIST.name,
                  who=by.get_username(), what=PurePath(file.name.replace("\0", "")).name[:300], note=note)  # fmt: skip
    try:
        batch.job = {"archive": store(file, MEDIA_TYPE).sha256, "folder": list_path.rpartition("/")[0]}
        with open_archive(batch.job["archive"]) as archive, archive.open(list_path) as content:
            BatchWriter(batch, TextFile(content, FILE_LIST, encoding), FILE_LIST, notices=_column_notices).write()
    except (FileRefused, FileErased) as problem:
        if batch.pk:
            batch.delete()
        raise FileRefused(str(problem)) from problem
    batch.notices += _unnamed_notice(batch, set(sizes) - {list_path})
    batch.save(update_fields=["notices"])
    return batch


def _list_path(sizes):
    """The path of the list: files.csv or the only CSV in the uppermost folder that has one."""
    found = [path for path in sizes if path.lower().endswith(".csv")]
    depth = min((path.count("/") for path in found), default=0)
    highest = [path for path in found if path.count("/") == depth]
    named = [path for path in highest if PurePosixPath(path).name.lower() == LIST_NAME] or highest
    if len(named) != 1:
        number = f"{len(named)} CSV files beside each other" if named else "no CSV"
        raise FileRefused(f"The ZIP holds {number}: put one list named “{LIST_NAME}” beside the files, with the "
                          f"columns {', '.join(FILE_LIST.names)}.")  # fmt: skip
    if sizes[named[0]] > MAX_LIST_BYTES:
        raise FileRefused(f"The list “{named[0]}” has {sizes[named[0]]:,} bytes; at most {MAX_LIST_BYTES:,} are read.")
    return named[0]


def _column_notices(names):
    """Yield what columns that are missing mean. Raises FileRefused without the needed ones."""
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise FileRefused(f"The list has no column “{missing[0]}”. It needs the columns path and record; the others "
                          f"are {', '.join(FILE_LIST.names[2:])}.")  # fmt: skip
    if "visibility" not in names:
        yield "The list has no column “visibility”: each file may be read by whoever may read its record."


def _unnamed_notice(batch, paths):
    """A list of the sentence on files of the ZIP that no row names; empty where there are none."""
    place, folder = batch.job["columns"].index("path"), batch.job["folder"]
    cells = (cells[place] for cells in batch.lines.values_list("cells", flat=True).iterator())
    left = sorted(paths - {path_named(cell, folder, paths) for cell in cells if isinstance(cell, str)})
    if not left:
        return []
    others = f" and {len(left) - MAX_NAMED:,} more" if len(left) > MAX_NAMED else ""
    count = "1 file of the ZIP is" if len(left) == 1 else f"{len(left):,} files of the ZIP are"
    return [f"{count} named by no row and left out: {', '.join(left[:MAX_NAMED])}{others}."]
