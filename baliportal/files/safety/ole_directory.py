"""The directory of an OLE2 compound file: names of its streams, and the first bytes of one ([MS-CFB])."""

import struct

from baliportal.sandbox.errors import Refused

DAMAGED = "The file is damaged or cut short. Open it in the program that made it and save it as DOCX or PDF."
MAX_SECTORS = 20_000  # Of the directory; a document has some ten.
MAX_REGULAR = 0xFFFFFFFA
ENTRY_BYTES = 128
MINI_STREAM_LIMIT = 4096


class OleFile:
    """A compound file that is read by sectors. Raises Refused for chains that loop or lead out of the file."""

    def __init__(self, file):
        self.file = file
        self.size = file.seek(0, 2)
        header = self._bytes(0, 512)
        if len(header) < 512:
            raise Refused(DAMAGED)
        shift = struct.unpack_from("<H", header, 30)[0]
        if shift not in (9, 12):
            raise Refused(DAMAGED)
        self.sector_bytes = 1 << shift
        self.fat_sectors = list(self._fat_sectors(header))
        self.entries = list(self._entries(struct.unpack_from("<I", header, 48)[0]))

    def names(self):
        return [name for name, _, _ in self.entries]

    def start_of(self, name, length):
        """The first bytes of a stream, which must be too large for the stream of small ones. Raises Refused."""
        found = [(sector, size) for entry, sector, size in self.entries if entry == name]
        if not found or found[0][1] < MINI_STREAM_LIMIT:
            raise Refused(DAMAGED)
        return self._sector(found[0][0])[:length]

    def _fat_sectors(self, header):
        """Yield the sectors of the allocation table: 109 in the header, those of files above 7 MB in a chain."""
        yield from (one for one in struct.unpack_from("<109I", header, 76) if one < MAX_REGULAR)
        sector = struct.unpack_from("<I", header, 68)[0]
        for _ in range(MAX_SECTORS):
            if sector >= MAX_REGULAR:
                return
            *listed, sector = struct.unpack(f"<{self.sector_bytes // 4}I", self._sector(sector))
            yield from (one for one in listed if one < MAX_REGULAR)
        raise Refused(DAMAGED)

    def _entries(self, sector):
        """Yield (name, first sector, size) of each entry of the directory."""
        for _ in range(MAX_SECTORS):
            if sector >= MAX_REGULAR:
                return
            data = self._sector(sector)
            for start in range(0, len(data) - ENTRY_BYTES + 1, ENTRY_BYTES):
                length = min(struct.unpack_from("<H", data, start + 64)[0], 64)
                name = data[start : start + max(length - 2, 0)].decode("utf-16-le", "replace")
                if name:
                    yield name, *struct.unpack_from("<II", data, start + 116)
            sector = self._next(sector)
        raise Refused(DAMAGED)

    def _next(self, sector):
        """The sector that follows in its chain, by the allocation table."""
        per_sector = self.sector_bytes // 4
        if sector // per_sector >= len(self.fat_sectors):
            raise Refused(DAMAGED)
        table = self._sector(self.fat_sectors[sector // per_sector])
        return struct.unpack_from("<I", table, sector % per_sector * 4)[0]

    def _sector(self, number):
        data = self._bytes((number + 1) * self.sector_bytes, self.sector_bytes)
        if len(data) < ENTRY_BYTES:
            raise Refused(DAMAGED)
        return data.ljust(self.sector_bytes, b"\0")

    def _bytes(self, start, length):
        if start >= self.size:
            raise Refused(DAMAGED)
        self.file.seek(start)
        return self.file.read(length)
