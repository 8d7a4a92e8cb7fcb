"""Read a zip file (OOXML, OpenDocument, EPUB) under caps, and write one that holds nothing but its members."""

import io
import posixpath
import re
import zipfile
import zlib

from baliportal.sandbox.errors import Refused

from .refused_types import LOCKED

MB = 1024 * 1024
MAX_ENTRIES = 10_000
MAX_UNPACKED = 500 * MB
MAX_XML = 48 * MB  # A tree of it takes some ten times as much memory.
#: A law of 2 MB is packed 61:1, the bomb of the corpus 397:1; small files are harmless at any ratio.
MAX_RATIO, RATIO_FROM = 200, 5 * MB
MAX_COMMENT_BYTES = 512
EPOCH = (1980, 1, 1, 0, 0, 0)  # The earliest time a zip file can hold.

BOMB = "The file grows too large when it is unpacked. Save it with smaller pictures, or save it as PDF."
DAMAGED = "The file is damaged or cut short. Open it in the program that made it, save it again, or save it as PDF."
PATHS = "The file holds names that lead out of it, as no office program writes them. Save it as PDF."
POLYGLOT = (
    "The file holds data before or after the document. Save it again in the program that made it, or save it as PDF."
)
NESTED = re.compile(r"\.(?:zip|docx|xlsx|pptx|docm|xlsm|pptm|odt|ods|odp|epub|jar|bin)$", re.I)
FAILURES = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    ValueError,
    NotImplementedError,
    OSError,
    EOFError,
    RuntimeError,
    zlib.error,
)


class Package:
    """A zip file that passed the checks; `names` are its members in their order, without directories."""

    def __init__(self, file):
        self.archive, entries = _open(file)
        self.sizes = {entry.filename: entry.file_size for entry in entries if not entry.is_dir()}
        self.names = list(self.sizes)

    def __contains__(self, name):
        return name in self.sizes

    def read(self, name, limit=MAX_UNPACKED):
        """The bytes of a member. Raises Refused for one above the limit or with a wrong check sum."""
        if self.sizes.get(name, 0) > limit:
            raise Refused(BOMB)
        try:
            return self.archive.read(name)
        except (KeyError, *FAILURES) as problem:
            raise Refused(DAMAGED) from problem

    def xml(self, name):
        """The bytes of a member that is parsed as a tree."""
        return self.read(name, MAX_XML)


def write_package(members, *, stored_first=False):
    """Return a zip file of (name, bytes), always the same bytes for the same members."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for number, (name, data) in enumerate(members):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if stored_first and not number else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, data)
    return output.getvalue()


def _open(file):
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except FAILURES as problem:
        raise Refused(DAMAGED) from problem
    _check_ends(archive, file)
    _check_names(entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(LOCKED)
    _check_sizes(archive, entries)
    return archive, entries


def _check_ends(archive, file):
    """The members must begin at the first byte, and the last bytes must be the end of the directory."""
    first = min((entry.header_offset for entry in archive.infolist()), default=0)
    size = file.seek(0, 2)
    file.seek(max(size - 22 - MAX_COMMENT_BYTES, 0))
    tail = file.read()
    ends = tail.rfind(b"PK\5\6")
    if first or len(archive.comment) > MAX_COMMENT_BYTES or ends < 0 or len(tail) - ends != 22 + len(archive.comment):
        raise Refused(POLYGLOT)


def _check_names(entries):
    if len(entries) > MAX_ENTRIES:
        raise Refused(BOMB)
    names = [entry.filename for entry in entries]
    if any(_leads_out(entry.orig_filename) for entry in entries):
        raise Refused(PATHS)
    if len({name.lower() for name in names}) < len(names):
        raise Refused(DAMAGED)


def _leads_out(name):
    return (
        name.startswith("/")
        or "\\" in name
        or "\0" in name
        or ":" in name
        or ".." in posixpath.normpath(name).split("/")
    )


def _check_sizes(archive, entries):
    """Absolute size, ratio, and the same for the archives inside, of which there may be one level."""
    unpacked, packed = _sizes(entries)
    for entry in entries:
        if NESTED.search(entry.filename):
            unpacked += _unpacked_inside(archive, entry)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        raise Refused(BOMB)


def _sizes(entries):
    return sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)


def _unpacked_inside(archive, entry):
    """Unpacked bytes of an archive inside; a third level counts as a bomb."""
    if entry.file_size > 100 * MB:
        raise Refused(BOMB)
    try:
        data = io.BytesIO(archive.read(entry))
        inner = zipfile.ZipFile(data).infolist() if data.read(4) == b"PK\3\4" else []
    except FAILURES as problem:
        raise Refused(DAMAGED) from problem
    if any(one.filename.lower().endswith(".zip") for one in inner):
        raise Refused(BOMB)
    return _sizes(inner)[0]
