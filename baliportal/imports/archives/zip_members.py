"""Members of a ZIP, told under limits. Standard library only: the child process imports this module."""

import unicodedata
import zipfile
import zlib
from contextlib import suppress

from baliportal.sandbox.errors import Refused

MB = 1024 * 1024
MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 100 * MB  # As of a single upload.
MAX_UNPACKED = 2_000 * MB
#: Office files hardly shrink, plain text and uncompressed pictures do up to some 60:1.
MAX_RATIO, RATIO_FROM = 200, 5 * MB
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UTF_8_NAMES = 0x800  # Flag of a member whose name is UTF-8; macOS writes UTF-8 without it.
BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: What file managers put into archives by themselves.
CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
FAILURES = (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError,
            zlib.error)  # fmt: skip

DAMAGED = "This is no ZIP that can be read, or it is damaged. Make it again, and upload that."
LOCKED = "The ZIP is protected by a password. Make it again without one."
METHOD = "The ZIP is packed in a way that is not read here. Make it again with the ZIP function of your computer."


def iter_members(file):
    """Yield {"path", "size"} of every file in a ZIP. Raises Refused with a sentence for the curator."""
    paths = set()
    for entry in checked_entries(file):
        path = path_of(entry)
        if path.casefold() in paths:
            raise Refused(f"The ZIP holds “{path}” twice. Give each file a name of its own.")
        paths.add(path.casefold())
        yield {"path": path, "size": entry.file_size}


def checked_entries(file):
    """The entries of a ZIP that are files, after all checks on what the directory of the ZIP says."""
    try:
        entries = zipfile.ZipFile(file).infolist()
    except FAILURES as problem:
        raise Refused(DAMAGED) from problem
    if len(entries) > MAX_MEMBERS:
        raise Refused(f"The ZIP holds {len(entries):,} files; at most {MAX_MEMBERS:,} are taken at once. Split it.")
    for entry in entries:
        _check_path(path_of(entry))
        _check_packing(entry)
    _check_sizes(entries)
    return [entry for entry in entries if not entry.is_dir() and not _is_clutter(path_of(entry))]


def path_of(entry):
    """The path of a member as the list writes it: in Unicode form C, with slashes."""
    name = entry.orig_filename
    if not entry.flag_bits & UTF_8_NAMES:
        with suppress(UnicodeError):  # One in the code page of an old computer stays as the ZIP module reads it.
            name = name.encode("cp437").decode("utf-8")
    return clean_path(name)


def clean_path(text):
    """The same for a path that a person typed."""
    return unicodedata.normalize("NFC", text).replace("\\", "/")


def _check_path(path):
    shown = "".join(sign if sign.isprintable() else "?" for sign in path)[:100]
    if path.startswith("/") or path[1:2] == ":" or ".." in path.split("/"):
        raise Refused(f"The ZIP holds a name that leads out of it, “{shown}”. Make it again from one folder.")
    if any(unicodedata.category(sign) in ("Cc", "Cs") or sign in BIDIRECTIONAL for sign in path):
        raise Refused(f"The ZIP holds a name with signs that cannot be seen, “{shown}”. Give the file another name.")


def _check_packing(entry):
    if entry.flag_bits & 1:
        raise Refused(LOCKED)
    if entry.compress_type not in METHODS:
        raise Refused(METHOD)


def _check_sizes(entries):
    for entry in entries:
        if entry.file_size > MAX_MEMBER_BYTES:
            raise Refused(f"“{path_of(entry)}” is larger than 100 MiB. Split it, or save it with smaller pictures.")
        _check_ratio(f"“{path_of(entry)}”", entry.file_size, entry.compress_size)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise Refused(f"The files of the ZIP have {unpacked // MB:,} MiB; at most {MAX_UNPACKED // MB:,} are taken "
                      "at once. Split it.")  # fmt: skip
    _check_ratio("The ZIP", unpacked, sum(entry.compress_size for entry in entries))


def _check_ratio(what, unpacked, packed):
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1):
        raise Refused(f"{what} grows to more than {MAX_RATIO} times its size when it is unpacked, as no document does.")


def _is_clutter(path):
    return path.startswith(CLUTTER[0]) or path.rpartition("/")[2] in CLUTTER
