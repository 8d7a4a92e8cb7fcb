from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .. import journal, kinds
from ..addresses import Addressed
from ..journal.audited_models import AuditedQuerySet
from ..partial_date_fields import PartialDateField
from ..partial_dates import in_words
from ..statuses import RESTRICTIONS, Status, Visibility, levels_for
from .vocabulary import Country, Topic


class EntryQuerySet(AuditedQuerySet):
    """Entries by publication and by theme."""

    def published(self, audience=Visibility.PUBLIC):
        """Entries that this audience may see, and no others: without an argument, those that every visitor may see."""
        if audience == Visibility.PUBLIC:
            return self.filter(status=Status.PUBLISHED, visibility=Visibility.PUBLIC)
        return self.filter(status=Status.PUBLISHED, visibility__in=levels_for(audience))

    def about(self, topic):
        """Entries under this theme or one of its narrower themes."""
        return self.filter(Q(topics=topic) | Q(topics__parent=topic)).distinct()

    def _insert_all(self, objs, batch_size):
        """Insert the parent rows first, then the rest, as Django refuses bulk_create for multi-table inheritance."""
        slugs = set()
        for obj in objs:
            obj.before_insert(taken=slugs)
            slugs.add(obj.slug)
        if self.model is Entry:
            super()._insert_all(objs, batch_size)
            return
        parents = [
            Entry(**{field.attname: getattr(obj, field.attname) for field in Entry._meta.concrete_fields})
            for obj in objs
        ]
        models.QuerySet(Entry, using=self.db).bulk_create(parents, batch_size)
        for obj, parent in zip(objs, parents, strict=True):
            obj.pk = obj.id = obj.entry_ptr_id = parent.pk
            obj._state.adding, obj._state.db = False, self.db
        self._batched_insert(objs, self.model._meta.local_concrete_fields, batch_size)


class Entry(Addressed):
    """Anything the portal publishes; each kind is a child table with the fields that only it has.

    Fields here mean the same for every kind, under labels that the kind's record schema gives (the `date` of a law is
    its enactment, of a meeting its first day).
    """

    kind = models.CharField(max_length=20, editable=False)
    slug = models.SlugField(
        max_length=120, blank=True, help_text="The last part of the address; old ones keep working."
    )
    type = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500)
    original_title = models.CharField(max_length=500, blank=True)
    language = models.CharField("language of the original", max_length=8, blank=True)
    other_names = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="entries")
    topics = models.ManyToManyField(Topic, blank=True, related_name="entries", verbose_name="themes")
    date = PartialDateField()
    date_text = models.CharField("date as the source writes it", max_length=200, blank=True)
    url = models.URLField("web address", max_length=1000, blank=True)

    source_url = models.URLField("source address", max_length=1000, blank=True)
    source_note = models.CharField(max_length=500, blank=True)
    doubt = models.TextField("known doubts", blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField("verified by (role)", max_length=120, blank=True)
    verification_due = models.DateField(null=True, blank=True)
    verification_lapsed_on = models.DateField("changed since verified", null=True, blank=True, editable=False)

    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.PUBLIC)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    public_updated_at = models.DateTimeField("last public change", null=True, editable=False)
    facts_updated_at = models.DateTimeField("last public change of a fact", null=True, editable=False)

    #: True while a record that says when the verification lapsed is being written into this copy.
    states_lapse = False

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["kind", "status", "date"], name="entry_kind_status_date"),
            models.Index(fields=["-updated_at"], name="entry_newest"),
            models.Index(fields=["-facts_updated_at", "-id"], name="entry_newest_facts"),
            models.Index(fields=["title", "-id"], name="entry_by_title"),
            models.Index(fields=["status", "-updated_at"], name="entry_status_newest"),
            # Rows are long, so this index alone answers counts of the entries that an audience may see. The public id
            # comes first, so that the planner prefers a narrower index where one gives the rows in order.
            models.Index(fields=["public_id", "kind", "status", "visibility"], name="entry_audience"),
        ]
        constraints = [
            models.UniqueConstraint(name="entry_address_is_unique_in_its_kind", fields=["kind", "slug"]),
            models.CheckConstraint(name="entry_has_a_kind", condition=~Q(kind="")),
            models.CheckConstraint(name="entry_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="entry_visibility_is_known", condition=Q(visibility__in=Visibility.values)),
            models.CheckConstraint(
                name="entry_verification_names_a_role",
                condition=Q(verified_on=None) | ~Q(verified_by=""),
                violation_error_message="Say in which role the entry was verified.",
            ),
        ]
        permissions = [
            ("submit_entry", "Can submit entries for review"),
            ("publish_entry", "Can publish entries and return them to draft"),
            ("withdraw_entry", "Can withdraw published entries"),
        ]

    def __str__(self):
        return self.title

    @classmethod
    def journal_root(cls):
        return Entry

    def save(self, *args, **kwargs):
        self.before_insert()
        if not self._state.adding and kwargs.get("update_fields") is None and not kwargs.get("force_insert"):
            kwargs["update_fields"] = self._own_fields()
        with journal.ensure_recording():
            super().save(*args, **kwargs)
            if self.states_lapse:
                journal.state_lapse(Entry, self.pk)
                self.states_lapse = False

    def _own_fields(self):
        """Return the fields that `save` writes: not the version nor the status, which may be stale in this instance."""
        excluded = {"public_id", "kind", "status", "version", "created_at", "updated_at", "public_updated_at",
                "facts_updated_at", *self.get_deferred_fields()}  # fmt: skip
        if not self.states_lapse:
            excluded.add("verification_lapsed_on")
        return [
            field.name
            for field in self._meta.concrete_fields
            if not field.primary_key and field.attname not in excluded
        ]

    def before_insert(self, taken=()):
        """Set the kind and a free slug of a new entry; slugs in `taken` count as taken."""
        self.kind = self.kind or kinds.name_of(type(self))
        self.slug = self.slug or self.free_slug(taken)

    def slug_holders(self):
        """Return the other entries of this kind and their former addresses, which keep redirecting to them.

        Former addresses of the entry into which this one was merged do not count: a restored entry gets its own back.
        """
        kind = self.kind or kinds.name_of(type(self))
        merged_into = FormerId.objects.filter(public_id=self.public_id).values("entry")
        former = FormerAddress.objects.filter(kind=kind).exclude(entry=self.pk).exclude(entry__in=merged_into)
        return [Entry._base_manager.filter(kind=kind).exclude(pk=self.pk), former]

    def clean(self):
        types = kinds.named(self.kind or kinds.name_of(type(self))).types
        if self.type and self.type not in types:
            raise ValidationError({"type": f"“{self.type}” is not one of: {', '.join(types)}."})

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED and self.visibility == Visibility.PUBLIC

    def is_published_for(self, audience: str) -> bool:
        return self.status == Status.PUBLISHED and self.visibility in levels_for(audience)

    @property
    def restriction(self) -> str:
        """Badge of a limited audience: "For officials only"; "" where everybody does."""
        return RESTRICTIONS.get(self.visibility, "")

    @property
    def specific(self):
        """This entry as an instance of its kind's model, such as Law; itself when it is one already."""
        model = kinds.named(self.kind).model
        return self if isinstance(self, model) else model.objects.get(pk=self.pk)

    @property
    def type_label(self) -> str:
        return kinds.named(self.kind).types.get(self.type, self.type)

    @property
    def date_in_words(self) -> str:
        return in_words(self.date)

    def get_absolute_url(self) -> str:
        return f"/{kinds.named(self.kind).path}/{self.slug}/"


class FormerAddress(models.Model):
    """A former address of an entry, which redirects to the present one for ever."""

    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=120)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="former_addresses")

    class Meta:
        verbose_name_plural = "former addresses"
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(name="former_address_leads_to_one_entry", fields=["kind", "slug"])]

    def __str__(self):
        return f"{self.kind}/{self.slug}"

    @classmethod
    def remember(cls, entry_pk: int, kind: str, old: str, new: str) -> None:
        """Redirect the slug `old` after the entry moved to `new`; a present address wins over a former one."""
        cls.objects.filter(kind=kind, slug=new).delete()
        if not Entry.objects.filter(kind=kind, slug=old).exists():
            cls.objects.update_or_create(kind=kind, slug=old, defaults={"entry_id": entry_pk})


class FormerId(models.Model):
    """The permanent id of an entry that was merged into another, to which it redirects for ever.

    An entry that is restored from the history gets its id back: a present entry wins over a former one.
    """

    public_id = models.CharField(max_length=12, unique=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="former_ids")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.public_id
