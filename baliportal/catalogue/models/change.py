import secrets

from django.db import models

from .. import kinds
from ..journal.position import JournalPosition, fingerprint_of


class ChangeQuerySet(models.QuerySet):
    """Append-only queryset of the journal."""

    def since(self, number: int):
        """Changes after `number`, in commit order."""
        return self.filter(number__gt=number).order_by("number")

    def public(self):
        """Changes of something that everybody may see; each moved the public number by one."""
        return self.filter(is_public=True)

    def of(self, instance):
        """Changes of one entry or vocabulary term, newest first; they outlive their subject."""
        return self.filter(subject=instance.public_id).order_by("-number")

    def latest_of(self, subjects):
        """The newest change of each of these public ids."""
        newest = self.filter(subject__in=subjects).values("subject").annotate(newest=models.Max("number"))
        return self.filter(number__in=newest.values("newest"))

    def one_per_batch(self):
        """Only the newest change of each batch; changes outside any batch stay."""
        newest = self.order_by().exclude(batch="").values("batch").annotate(newest=models.Max("number"))
        return self.filter(models.Q(batch="") | models.Q(number__in=newest.values("newest")))

    def not_restored(self):
        """Deletions that are the last change of their subject."""
        later = Change._base_manager.filter(subject=models.OuterRef("subject"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later), verb=Change.Verb.DELETED)

    def update(self, **values):
        raise TypeError("The journal is append-only: no row of it is ever changed.")

    def delete(self):
        raise TypeError("The journal is append-only: no row of it is ever erased.")


class Change(models.Model):
    """One act on one subject, with the record after the act.

    Rows are written by `journal.recording` only. A deletion keeps the last record, so that it can be restored.
    Database triggers refuse to change or erase a row (see the migration `journal_is_append_only`).
    """

    class Verb(models.TextChoices):
        CREATED = "created"
        CHANGED = "changed"
        DELETED = "deleted"
        SUBMITTED = "submitted", "submitted for review"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"
        RETURNED = "returned", "returned to draft"
        REVERTED = "reverted"
        RESTORED = "restored"
        MERGED = "merged", "merged with another"
        VERIFIED = "verified", "checked against its source"

    class Route(models.TextChoices):
        FORM = "form"
        IMPORT = "import"
        COMMAND = "command"
        PROPOSAL = "proposal"
        SCHEDULE = "schedule"

    number = models.BigIntegerField(primary_key=True, help_text="Place in commit order; there are no gaps.")
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    route = models.CharField(max_length=10, choices=Route)
    verb = models.CharField(max_length=10, choices=Verb)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=12, help_text="Public id of the entry or term.")
    title = models.CharField(max_length=500)
    version = models.PositiveIntegerField(default=0, help_text="The subject's version after the act.")
    note = models.TextField(blank=True)
    batch = models.CharField(max_length=40, blank=True)
    stored_record = models.JSONField("record", help_text="As it was written, under the schema of that day.")
    is_public = models.BooleanField(default=False, help_text="Whether everybody may see the difference it made.")
    public = models.BigIntegerField(default=0, help_text="The public number after the change.")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["subject", "-number"], name="change_subject_newest"),
            models.Index(fields=["batch"], name="change_batch", condition=~models.Q(batch="")),
            models.Index(fields=["at"], name="change_at"),
            models.Index(fields=["kind", "-number"], name="change_kind_newest"),
            models.Index(fields=["route", "-number"], name="change_route_newest"),
            models.Index(fields=["subject", "who"], name="change_subject_who"),
            # Records are long, so these two hold every column by which the activity list sorts, filters and groups.
            models.Index(fields=["-number", "at", "route", "verb", "kind", "batch", "title"], name="change_acts"),
            models.Index(fields=["who", "-number", "batch"], name="change_who"),
            models.Index(fields=["-number"], name="change_deletions", condition=models.Q(verb="deleted")),
            models.Index(fields=["public"], name="change_public", condition=models.Q(is_public=True)),
        ]
        constraints = [
            models.CheckConstraint(name="change_number_is_positive", condition=models.Q(number__gt=0)),
        ]

    def __str__(self):
        return f"{self.number}: {self.who} {self.get_verb_display().lower()} {self.title}"

    def save(self, *args, **kwargs):
        raise TypeError("Changes are written by journal.recording, never one by one.")

    def delete(self, *args, **kwargs):
        raise TypeError("The journal is append-only: no row of it is ever erased.")

    @property
    def record(self):
        """The record under the present schema; of a former kind, as it was written."""
        schema = kinds.find(self.kind)
        return schema.canonical(self.stored_record) if schema else self.stored_record

    @record.setter
    def record(self, record):
        self.stored_record = record

    @property
    def position(self):
        return JournalPosition(self.number, fingerprint_of(self.at, self.who, self.subject))


class DeletedRecordManager(models.Manager.from_queryset(ChangeQuerySet)):
    def get_queryset(self):
        return super().get_queryset().not_restored()


class DeletedRecord(Change):
    """The deletion of a record that has not been restored since."""

    objects = DeletedRecordManager()

    class Meta:
        proxy = True
        ordering = ["-number"]
        default_permissions = ()

    def __str__(self):
        return self.title


def new_stamp():
    """63 random bits: two histories, as before and after a restore, do not share public number and stamp."""
    return secrets.randbits(63)


class JournalHead(models.Model):
    """The single row with the newest number of the journal and the public number.

    Reserving numbers locks it until the transaction ends, so numbers are in commit order, without gaps: a reader at a
    number has missed nothing below it. On SQLite the whole transaction holds the lock already.
    The public number counts the changes of what everybody may see. Public pages and files carry it in place of the
    journal's number, which would reveal work on drafts.
    """

    number = models.BigIntegerField(default=0)
    fingerprint = models.BigIntegerField(default=0, help_text="Of the newest change: see `journal.position`.")
    public_number = models.BigIntegerField(default=0)
    public_stamp = models.BigIntegerField(default=0, help_text="Random, and drawn anew with each public number.")

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="there_is_one_journal_head", condition=models.Q(pk=1))]

    @classmethod
    def reserve(cls, count: int, public: int, fingerprint: int | None = None) -> tuple[int, int]:
        """Take the next `count` numbers and `public` public ones; return both numbers as they stood before.

        `fingerprint` is that of the last of the changes. Call inside a transaction, as late as possible.
        """
        increments = {"number": models.F("number") + count}
        if fingerprint is not None:
            increments["fingerprint"] = fingerprint
        if public:
            increments |= {"public_number": models.F("public_number") + public, "public_stamp": new_stamp()}
        if not cls.objects.filter(pk=1).update(**increments):
            cls.objects.bulk_create([cls(pk=1)], ignore_conflicts=True)
            return cls.reserve(count, public, fingerprint)
        number, public_number = cls.numbers()
        return number - count, public_number - public

    @classmethod
    def move_public(cls) -> None:
        """Increment the public number for a public change outside the journal, such as a link found broken."""
        cls.objects.filter(pk=1).update(public_number=models.F("public_number") + 1, public_stamp=new_stamp())

    @classmethod
    def current(cls) -> int:
        """The number of the newest committed change; 0 before the first."""
        return cls.numbers()[0]

    @classmethod
    def public(cls) -> int:
        """The public number; 0 before the first change that everybody may see."""
        return cls.numbers()[1]

    @classmethod
    def numbers(cls) -> tuple[int, int]:
        """The number of the newest committed change and the public number, in one query."""
        return cls.objects.filter(pk=1).values_list("number", "public_number").first() or (0, 0)
