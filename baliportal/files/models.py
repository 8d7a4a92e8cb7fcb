"""Files of entries, the bytes that they stand for, and the text that was read from these."""

from django.db import models, transaction
from django.db.models import Q

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.languages import language_name
from baliportal.catalogue.models import Entry
from baliportal.catalogue.statuses import Visibility

from .roles import ROLES

NEEDS_LICENCE = "A copy of a linked document stays with the secretariat until somebody states its licence."


class StoredFile(models.Model):
    """Bytes under their SHA-256: stored once, whoever carries them, and never changed.

    What was read from them and what became of them belongs to them too. `kept` is set with the first file of an entry;
    bytes that no entry ever had are deleted after a day.
    """

    class Reading(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        READ = "read", "Read"
        NEEDS_OCR = "needs-ocr", "Needs text recognition"
        FAILED = "failed", "Cannot be read"

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    file = models.FileField(upload_to="files/", max_length=300)
    size = models.PositiveBigIntegerField("bytes")
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)
    kept = models.BooleanField(default=False)

    pages = models.PositiveIntegerField("number of pages", null=True)
    reading = models.CharField(max_length=10, choices=Reading.choices, default=Reading.WAITING)
    reading_note = models.CharField(max_length=500, blank=True)
    read_at = models.DateTimeField(null=True)
    text_sha256 = models.CharField("SHA-256 of the text", max_length=64, blank=True)

    checked_at = models.DateTimeField("last compared with its SHA-256", null=True)
    damage = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["reading", "id"], name="files_reading"),
            models.Index(fields=["text_sha256"], name="files_text", condition=~models.Q(text_sha256="")),
        ]

    def __str__(self):
        return self.sha256


class Page(models.Model):
    """The text of one page, or of a stretch of a document that has none; a correction keeps its person and day."""

    stored = models.ForeignKey(StoredFile, models.CASCADE, related_name="page_set")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    headings = models.JSONField(default=list)
    language = models.CharField(max_length=8, blank=True)
    method = models.CharField(max_length=20, blank=True)
    needs_ocr = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    confidence = models.FloatField("confidence of text recognition, per cent", null=True)
    language_by = models.CharField("language given by", max_length=150, blank=True)
    corrected_by = models.CharField(max_length=150, blank=True)
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["stored", "number"]
        constraints = [models.UniqueConstraint(fields=["stored", "number"], name="one_text_for_each_page")]

    def __str__(self):
        return f"Page {self.number}"

    @property
    def by_machine(self):
        """True if the text was recognised in a picture and nobody has corrected it."""
        return self.method == "ocr" and not self.corrected_by

    @property
    def facts(self):
        """Origin of the text, in words."""
        yield language_name(self.language) if self.language else "language not known"
        yield self.method or "not read"
        if self.confidence is not None:
            yield f"confidence {self.confidence:.0f} %"
        if self.language_by:
            yield f"language given by {self.language_by}"
        if self.corrected_by:
            yield f"corrected by {self.corrected_by}"
        if self.note:
            yield self.note


class Description(models.Model):
    """Abstract description of a file by an entry: the columns that a file and a former file share.

    `sha256` names the bytes that are served, `original` those that were uploaded, where both differ. `as_uploaded` is a
    person's decision to publish bytes from which nothing private was removed. `source_url` and `taken_at` say from
    where and when a copy of a linked document was taken; they belong to the bytes, and records do not state them.
    """

    role = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=300, blank=True)
    name = models.CharField("file name", max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC)
    licence = models.CharField("licence or terms", max_length=200, blank=True)
    as_uploaded = models.BooleanField("published as uploaded", default=False)
    position = models.PositiveSmallIntegerField("order", default=0)
    size = models.PositiveBigIntegerField("bytes", default=0, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False, db_index=True)
    original = models.CharField("SHA-256 of the original", max_length=64, blank=True, editable=False, db_index=True)
    source_url = models.CharField("copy of", max_length=1000, blank=True, editable=False)
    taken_at = models.DateTimeField("taken", null=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title or self.name or self.sha256

    def get_absolute_url(self):
        return f"/files/{self.sha256}/"

    @property
    def role_label(self):
        return ROLES.get(self.role, "")

    @property
    def text_url(self):
        return f"/files/{self.sha256}/text/"


class File(Part, Description):
    """A file of an entry. Its bytes are a `StoredFile`, its columns are rows of the entry's record.

    `text_sha256` repeats that of the bytes: a text that is read or corrected is a change of the record, by which the
    search index, caches and feeds learn of it.
    """

    whole = "entry"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files")
    text_sha256 = models.CharField("SHA-256 of the text", max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="archived_copy_is_shown_under_a_licence",
                condition=Q(source_url="") | Q(visibility=Visibility.SECRETARIAT) | ~Q(licence=""),
                violation_error_message=NEEDS_LICENCE,
            ),
        ]

    def save(self, *args, **kwargs):
        """Remember the file that this one replaces, so that its address answers for ever."""
        before = File.objects.filter(pk=self.pk).exclude(sha256=self.sha256).first() if self.pk else None
        with transaction.atomic():
            super().save(*args, **kwargs)
            if before:
                FormerFile.remember([before], replaced_by=self.sha256)
            StoredFile.objects.filter(sha256__in=[self.sha256, self.original]).update(kept=True)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            FormerFile.remember([self])
            return super().delete(*args, **kwargs)


class FormerFile(Description):
    """A file that an entry had: its address answers for whoever may see the entry, and says what replaced it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="former_files")
    replaced_by = models.CharField("SHA-256 of the next", max_length=64, blank=True)
    until = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-until", "-pk"]

    @classmethod
    def remember(cls, files, replaced_by=""):
        columns = [field.name for field in Description._meta.fields]
        cls.objects.bulk_create(
            cls(entry_id=file.entry_id, replaced_by=replaced_by, **{name: getattr(file, name) for name in columns})
            for file in files
        )


class Erasure(models.Model):
    """A takedown: the bytes with this SHA-256 are gone for ever, and a restored backup erases them again."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return self.sha256
