import hashlib

from django.core.exceptions import ValidationError
from django.db import models

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Entry

ALLOWED_FILES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "csv": "text/csv",
    "txt": "text/plain",
    "epub": "application/epub+zip",
    "jpg": "image/jpeg",
    "png": "image/png",
}
MAX_FILE_BYTES = 100 * 1024 * 1024


def check_file(upload):
    """Raise ValidationError for types that are not in `ALLOWED_FILES` (browsers run HTML and SVG) and above 100 MiB."""
    ending = upload.name.rpartition(".")[2].lower()
    if ending not in ALLOWED_FILES:
        raise ValidationError(f"Files that end in .{ending} are not taken; these are: {', '.join(ALLOWED_FILES)}.")
    if upload.size > MAX_FILE_BYTES:
        raise ValidationError("The file is larger than 100 MiB.")


class File(Part):
    """A file of an entry in one language. Records hold its SHA-256, this table the name of its bytes in the storage."""

    whole = "entry"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files")
    file = models.FileField(upload_to="files/%Y/", validators=[check_file], max_length=300)
    name = models.CharField(max_length=200, blank=True, help_text="The name it is downloaded under.")
    language = models.CharField(max_length=8, blank=True)
    size = models.PositiveBigIntegerField("bytes", default=0, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    pages = models.JSONField("extracted text by page", default=list, editable=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name or self.file.name

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.name = self.name or self.file.name.rpartition("/")[2]
            self.size, self.sha256 = self.file.size, _sha256(self.file)
        super().save(*args, **kwargs)

    @property
    def media_type(self):
        """MIME type by the ending of the name."""
        return ALLOWED_FILES.get(self.file.name.rpartition(".")[2].lower(), "application/octet-stream")

    def get_absolute_url(self):
        return f"{self.entry.get_absolute_url()}files/{self.sha256}/"


def _sha256(file):
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
