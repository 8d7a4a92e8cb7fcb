"""The starter files of commitments and of what followed them."""

from baliportal.catalogue.starter_files import SAME, SOURCE, PartFile, StarterFile

COMMITMENTS = StarterFile(
    "commitments.csv", "commitment", "slug",
    {"slug": "slug", "type": "asked_of", "addressee": "addressee", "countries": "countries",
     "organisations": "organisations", "meeting": "meeting", "document": "document", "paragraph": "paragraph",
     "date": "date", "due": "due", "due_note": "due_note", "state": "state", "as_of": "as_of",
     "still_open": "still_open"} | SAME | SOURCE,
    [PartFile("commitment_follow_ups.csv", "commitment", "follow_ups",
              {"target": "record", "date": "date", "country": "country", "note": "note"})],
)  # fmt: skip
