from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst

from baliportal.catalogue.models import Change
from baliportal.catalogue.text_diff import diff_words

from .words import FILE_WORDS, RECORD_WORDS


class BatchQuerySet(models.QuerySet):
    def abandoned(self, days=30):
        """Open batches begun more than `days` ago, which housekeeping deletes."""
        cutoff = timezone.now() - timezone.timedelta(days=days)
        return self.filter(state__in=Batch.OPEN, made_at__lt=cutoff)


class Batch(models.Model):
    """An import or a bulk edit: previewed, written and undone as one.

    The written changes are in the journal under the name of the batch; this row holds its source and its preview.
    """

    class Origin(models.TextChoices):
        IMPORT = "import", "import"
        FILES = "files", "file import"
        BULK_EDIT = "bulk-edit", "bulk edit"

    class State(models.TextChoices):
        CHOOSING = "choosing", "waiting for what is to be changed"
        READING = "reading", "upload cut off"
        CHECKING = "checking", "checking"
        READY = "ready", "previewed"
        APPLIED = "applied", "written"
        UNDONE = "undone", "undone"

    OPEN = (State.CHOOSING, State.READING, State.CHECKING, State.READY)
    WRITTEN = (State.APPLIED, State.UNDONE)

    origin = models.CharField("way", max_length=10, choices=Origin)
    state = models.CharField(max_length=10, choices=State)
    schema_name = models.CharField(
        "records of",
        max_length=20,
        help_text="Name of the record schema of the rows: law, topic and so on; files for an archive of them.",
    )
    who = models.CharField("brought by", max_length=150)
    what = models.CharField(max_length=300, help_text="The file, or the change that was chosen.")
    note = models.CharField(max_length=500, blank=True)
    job = models.JSONField(default=dict, help_text="How its rows are to be read.")
    notices = models.JSONField(default=list)
    lines_read = models.PositiveIntegerField(default=0)
    place = models.PositiveIntegerField(default=0, help_text="The number of the last row that was checked.")
    written = models.PositiveIntegerField(default=0, help_text="How many records were written.")
    made_at = models.DateTimeField("begun", default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "import or bulk edit"
        verbose_name_plural = "imports and bulk edits"
        default_permissions = ("add", "view")

    def __str__(self):
        return f"{self.name.capitalize()}: {self.what}"

    @property
    def name(self):
        """Name of the batch in the journal: “import 12”, “bulk edit 13”."""
        return f"{self.get_origin_display()} {self.pk}"

    @property
    def route(self):
        """Route of its changes in the journal: FORM for a bulk edit, IMPORT otherwise."""
        return Change.Route.FORM if self.origin == self.Origin.BULK_EDIT else Change.Route.IMPORT

    @property
    def brings_files(self):
        """True for an archive: its rows are files, of records of any kind."""
        return self.origin == self.Origin.FILES

    @property
    def words(self):
        """Sentences of its pages about rows, notes and the undo."""
        return FILE_WORDS if self.brings_files else RECORD_WORDS

    @property
    def written_in_words(self):
        """Number of written records or files in words: “1 record”, “3 files”."""
        return f"{self.written:,} {self.words.noun if self.written == 1 else self.words.nouns}"

    @property
    def undo_name(self):
        """Name of the undo of this batch in the journal."""
        return f"undo of {self.name}"

    def counts(self):
        """Number of rows of each outcome."""
        counts = dict(self.verdicts.order_by().values_list("outcome").annotate(Count("pk")))
        return {outcome: counts.get(outcome, 0) for outcome in Verdict.Outcome}


class BatchLine(models.Model):
    """One row to check: the cells of a file, or the id of a selected record."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(help_text="The row's number in the file.")
    subject = models.CharField(max_length=12, blank=True, help_text="Public id; empty for a record to add.")
    cells = models.JSONField(default=list)
    accepted = models.JSONField(null=True, help_text="The file of an archive, as it was checked and stored.")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="batch_line_has_one_number", fields=["batch", "number"])]
        indexes = [models.Index(fields=["batch", "subject"], name="batch_line_subject")]

    def __str__(self):
        return f"{self.batch_id}, row {self.number}"


class VerdictQuerySet(models.QuerySet):
    def to_write(self):
        """Chosen rows with something to write, in the order of the file."""
        return self.filter(chosen=True, outcome__in=Verdict.WRITES).order_by("line")

    def left_out(self):
        return self.filter(Q(chosen=False) & Q(outcome__in=Verdict.WRITES))


class Verdict(models.Model):
    """Outcome of the preview of one row, and the values written if it is chosen."""

    class Outcome(models.TextChoices):
        ADDED = "added", "will be added"
        CHANGED = "changed", "will change"
        CONFLICT = "conflict", "changed here meanwhile"
        ERROR = "error", "error"
        UNCHANGED = "unchanged", "unchanged"

    WRITES = (Outcome.ADDED, Outcome.CHANGED, Outcome.CONFLICT)

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="verdicts")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    chosen = models.BooleanField(default=False)
    subject = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=500, blank=True)
    seen = models.BigIntegerField(null=True, help_text="The number of the record's newest change at the preview.")
    address = models.CharField(max_length=120, blank=True, help_text="The address it would take.")
    values = models.JSONField(default=dict, help_text="What would be written, by column.")
    fields = models.JSONField(default=list, help_text="Each field before and after, as texts.")
    errors = models.JSONField(default=list, help_text="Pairs of a place in the file and what is wrong there.")
    notes = models.JSONField(default=list)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["line"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="batch_row_has_one_verdict", fields=["batch", "line"])]
        indexes = [models.Index(fields=["batch", "outcome", "line"], name="verdict_outcome")]

    def __str__(self):
        return f"Row {self.line}: {self.get_outcome_display()}"

    def refuse(self, errors):
        """Make it an error, by pairs of a place in the file and what is wrong there; returns it."""
        self.outcome, self.chosen, self.values, self.address = self.Outcome.ERROR, False, {}, ""
        self.errors = [[place, words] for place, words in errors]
        return self

    @property
    def shown_notes(self):
        """Its notes, those on another record with a link to it."""
        for note in self.notes:
            is_link = isinstance(note, dict)
            yield format_html('{words} “<a href="{url}">{title}</a>”.', **note) if is_link else note

    @property
    def differences(self):
        """Its fields with the word differences of both texts (see `diff_words`)."""
        return [field | {"marks": diff_words(field["before"], field["after"])} for field in self.fields]

    @property
    def outcome_text(self):
        """Outcome of the row in words: in the future before the batch is written, in the past afterwards."""
        return capfirst(self.outcome if self.batch.applied_at else self.get_outcome_display())

    @property
    def before_label(self):
        """Heading of the texts that the record holds, or held before the batch was written."""
        return "Before" if self.batch.applied_at else "Now"

    @property
    def after_label(self):
        """Heading of the texts that the row would write, or has written."""
        if self.outcome == self.Outcome.ERROR:
            return "In the file"
        return "Written" if self.batch.applied_at else "Will be"

    @property
    def choice_label(self):
        """Name of its checkbox, which for a conflict says that another change is overwritten."""
        conflict = " over what was changed here" if self.outcome == self.Outcome.CONFLICT else ""
        return f"Write row {self.line}{conflict}"
