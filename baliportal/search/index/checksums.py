"""Checksums of the files of an index: detects damage that Tantivy does not.

Every file of a segment ends with a footer, {"version": ..., "crc": ...}, its length and a magic number
(little endian, four bytes each); Tantivy reads the footer on opening but does not check the sum.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MAGIC = 1337
TAIL = struct.Struct("<II")
SUFFIXES = ("fast", "fieldnorm", "idx", "pos", "store", "term")
CHUNK = 1 << 20


def find_corruption(index: Path, max_summed: float) -> str:
    """A description of the damage to the index in this directory, "" for none.

    Of an index larger than `max_summed` bytes only the footers are checked, not the sums.
    """
    try:
        files = list(_files(index))
        is_summed = sum(file.stat().st_size for file in files) <= max_summed
        return next((f"{file.name} is damaged" for file in files if not _is_intact(file, is_summed)), "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        return f"{type(problem).__name__}: {problem}"


def _files(index: Path) -> Iterator[Path]:
    meta = json.loads((index / "meta.json").read_bytes())
    for segment in meta["segments"]:
        name = segment["segment_id"].replace("-", "")
        yield from (index / f"{name}.{suffix}" for suffix in SUFFIXES)
        if segment["deletes"]:
            yield index / f"{name}.{segment['deletes']['opstamp']}.del"


def _is_intact(path: Path, is_summed: bool) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - TAIL.size, 0))
        length, magic = TAIL.unpack(file.read(TAIL.size).rjust(TAIL.size, b"\0"))
        body = size - TAIL.size - length
        if magic != MAGIC or body < 0:
            return False
        file.seek(body)
        footer = json.loads(file.read(length))
        return not is_summed or _sum(file, body) == footer["crc"]


def _sum(file: BinaryIO, left: int) -> int:
    file.seek(0)
    total = 0
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        total = zlib.crc32(chunk, total)
        left -= len(chunk)
    return total
