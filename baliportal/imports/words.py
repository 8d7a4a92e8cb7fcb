"""Words of the pages of a batch, by what its rows are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`added` labels rows once they are written, `notes` and `undo` are sentences."""

    noun: str
    nouns: str
    added: str
    notes: str
    undo: str


RECORD_WORDS = Words(
    "record", "records", "new records",
    "something is passed over, because the form writes it and not a file; it says so there.",
    "Undoing gives every record of this batch what it held before; added drafts are deleted and can be brought back "
    "from the journal. A record that was edited since is left as it is, and named.",
)  # fmt: skip
FILE_WORDS = Words(
    "file", "files", "added files", "something is to be known of the file; it says so there.",
    "Undoing takes the files of this batch off their records, and gives back what it changed of files that were there. "
    "A file that was edited in its record since is left, and named. The address of a file that was published answers "
    "on; to erase its bytes, take it down.",
)  # fmt: skip
