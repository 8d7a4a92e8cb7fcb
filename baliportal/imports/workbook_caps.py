from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class WorkbookCaps:
    """Largest sizes of a workbook; sizes of parts are in bytes when unpacked."""

    unpacked: int = 200 * MB
    shared_strings: int = 32 * MB  # They are held in memory, where 2 million texts of one letter take 150 MB.
    styles: int = 8 * MB  # The 65,490 cell formats that Excel allows take some 7 MB.
    ratio: int = 200  # Unpacked bytes for each packed one, of a part or of all texts; 31 in a table of texts alike.
    any_ratio: int = 4 * MB  # What is no larger than this may unpack to any number of times its size.
    parts: int = 2000
    small_parts: int = 1 * MB  # The workbook part and each list of relations.
    rows: int = 200_000  # Number of the last row, with empty ones counted.
    columns: int = 200
    cell: int = 32_767  # Characters; Excel has the same limit.
