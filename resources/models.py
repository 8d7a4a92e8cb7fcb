import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_date_fields import PartialDateField


class Resource(Entry):
    """A publication, site, campaign or opportunity; its `date` is the publication, its `countries` whom it is about."""

    publisher = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="publications"
    )
    series = models.CharField(max_length=200, blank=True)
    edition = models.CharField(max_length=100, blank=True)
    living_document = models.BooleanField(null=True, blank=True, help_text="Kept up to date by its publisher.")
    closing_date = PartialDateField("closing date", help_text="Of an opportunity: the last day to apply.")
    meeting = models.ForeignKey("workshops.Workshop", models.PROTECT, null=True, blank=True, related_name="materials")
    endorsed_by = models.ForeignKey(
        "workshops.Workshop", models.PROTECT, null=True, blank=True, related_name="endorsed_resources"
    )
    translation_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="translations")

    class Meta:
        constraints = [
            models.CheckConstraint(name="resource_is_no_translation_of_itself", condition=~Q(translation_of=F("pk"))),
        ]


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
    """Refuse what the portal does not hand out: kinds that browsers run (HTML, SVG), and files over 100 MiB."""
    ending = upload.name.rpartition(".")[2].lower()
    if ending not in ALLOWED_FILES:
        raise ValidationError(f"Files that end in .{ending} are not taken; these are: {', '.join(ALLOWED_FILES)}.")
    if upload.size > MAX_FILE_BYTES:
        raise ValidationError("The file is larger than 100 MiB.")


class File(Part):
    """The bytes of a resource in one language; the record keeps their SHA-256, the table their place."""

    whole = "resource"

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="files")
    file = models.FileField(upload_to="resources/%Y/", validators=[check_file], max_length=300)
    name = models.CharField(max_length=200, blank=True, help_text="The name it is downloaded under.")
    language = models.CharField(max_length=8, blank=True)
    size = models.PositiveBigIntegerField("bytes", default=0, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
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
        return ALLOWED_FILES.get(self.file.name.rpartition(".")[2].lower(), "application/octet-stream")

    def get_absolute_url(self):
        return f"{self.resource.get_absolute_url()}files/{self.sha256}/"


class Link(Part):
    """A further address of a resource, with what the last check of it found."""

    whole = "resource"

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="links")
    url = models.URLField("address", max_length=1000)
    label = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    check_result = models.CharField(max_length=40, blank=True, editable=False)
    kept_copy = models.FileField(upload_to="copies/%Y/", blank=True, editable=False, max_length=300)

    class Meta:
        ordering = ["label", "url"]
        constraints = [models.UniqueConstraint(name="link_stands_once", fields=["resource", "url"])]

    def __str__(self):
        return self.label or self.url

    def take_over(self, other):
        """Know what another link to the same address knows and this one does not; whether that was anything."""
        checks = bool(other.checked_at) and not self.checked_at
        copy = bool(other.kept_copy) and not self.kept_copy
        if checks:
            self.checked_at, self.check_result = other.checked_at, other.check_result
        if copy:
            self.kept_copy = other.kept_copy.name
        return checks or copy


def _sha256(file):
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
