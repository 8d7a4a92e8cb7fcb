"""Taking in an upload: checked, scrubbed and stored before any row names it."""

from dataclasses import dataclass

from .models import StoredFile
from .safety.checks import FileRefused, check_upload, scrubbed_copy
from .safety.media_types import accepted_formats
from .safety.virus_scan import scan
from .storage import FileErased, store


@dataclass(frozen=True)
class Accepted:
    """An upload whose bytes are stored: what a `File` needs to know, and what was removed from the public copy."""

    sha256: str
    original: str
    size: int
    name: str
    media_type: str
    removed: tuple

    def describe(self, file):
        """Write into a `File` what it does not say already; what a person uploads is no copy of a linked document."""
        file.sha256, file.original, file.size = self.sha256, self.original, self.size
        file.name, file.source_url, file.taken_at = self.name, "", None
        text = StoredFile.objects.filter(sha256=self.sha256).values_list("text_sha256", flat=True).first()
        file.text_sha256 = text or ""  # read already, where another entry has the same bytes


def accept(content, name: str, *, unscrubbed: bool = False) -> Accepted:
    """Check an upload, make its public copy and store both. Raises FileRefused in words, with nothing named.

    `unscrubbed` is a person's decision to publish the bytes as they are, which a signed file needs.
    """
    checked = check_upload(content, name)
    scan(content)
    try:
        if unscrubbed:
            stored = store(content, checked.media_type)
            return _accepted(stored, "", checked, ())
        if checked.signed:
            raise FileRefused(
                "The file is digitally signed, and removing private data from it would break the signature. "
                "Choose to publish it as it is, or upload an unsigned copy."
            )
        original = store(content, checked.media_type)
        copy = scrubbed_copy(content, checked.media_type)
        with copy.file:
            stored = store(copy.file, checked.media_type)
            return _accepted(stored, original.sha256 if original.pk != stored.pk else "", checked, tuple(copy.removed))
    except FileErased as problem:
        raise FileRefused(str(problem)) from None


def _accepted(stored, original, checked, removed):
    return Accepted(stored.sha256, original, stored.size, checked.name, checked.media_type, removed)


def accepted_endings() -> str:
    """Endings of the accepted formats, for a form: “.pdf,.docx”."""
    return ",".join(ending for format_ in accepted_formats() for ending in format_.endings)
