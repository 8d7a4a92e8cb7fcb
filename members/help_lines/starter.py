"""The starter files of help lines."""

from baliportal.catalogue.starter_files import SOURCE, PartFile, StarterFile

HELP_LINES = StarterFile(
    "help_lines.csv", "help-line", "slug",
    {"slug": "slug", "type": "type", "title": "name", "countries": "country", "run_by": "run_by", "hours": "hours",
     "spoken": "spoken", "spoken_note": "spoken_note", "for_whom": "for_whom", "summary": "summary", "url": "website",
     "date": "source_date"} | SOURCE,
    [PartFile("help_line_contacts.csv", "line", "contacts", {"way": "way", "address": "address", "note": "note"})],
)  # fmt: skip
