from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class WorkbookCaps:
    """How large a workbook may be; sizes are bytes of parts when unpacked."""

    unpacked: int = 200 * MB
    shared_strings: int = 32 * MB  # kept in memory; 2 million texts of one letter take 150 MB
    styles: int = 8 * MB  # Excel's 65,490 cell formats, the most it allows, take some 7 MB
    parts: int = 2000
    small_parts: int = 1 * MB  # the list of sheets, and of relations
    rows: int = 200_000  # the row at which reading ends, empty rows counted
    columns: int = 200
    cell: int = 32_767  # characters; Excel's own limit
