"""Audited model bases: models and querysets whose every write is recorded in the journal."""

from django.db import models

from .. import journal, protection
from ..public_ids import new_public_id


class AuditedQuerySet(models.QuerySet):
    """A queryset whose bulk writes are recorded in the journal too."""

    def update(self, **values):
        with journal.ensure_recording():
            targets = self._touched_pks()
            changed = super().update(**values)
            journal.touch_many(self.model.journal_root(), targets)
        return changed

    update.alters_data = True

    def bulk_create(self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, **options):
        if ignore_conflicts or update_conflicts:
            raise TypeError(
                "bulk_create with ignore_conflicts or update_conflicts cannot be journalled, because it does not say "
                "which rows it wrote: query for existing rows first."
            )
        objs = list(objs)
        with journal.ensure_recording():
            self._insert_all(objs, batch_size)
            journal.touch_many(self.model.journal_root(), [obj.journal_pk() for obj in objs])
        return objs

    def delete(self):
        with journal.ensure_recording():
            self.model.journal_before_delete(list(self._touched_pks()))
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _insert_all(self, objs, batch_size):
        super().bulk_create(objs, batch_size)

    def _touched_pks(self):
        return set(self.order_by().values_list(self.model.journal_pk_field(), flat=True))


class AuditedModel(models.Model):
    """Saves and deletes inside a recording, and touches the record that it belongs to."""

    objects = AuditedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with journal.ensure_recording():
            super().save(*args, **kwargs)
            journal.touch_many(self.journal_root(), [self.journal_pk()])

    def delete(self, *args, **kwargs):
        with journal.ensure_recording():
            self.journal_before_delete([self.journal_pk()])
            return super().delete(*args, **kwargs)


class AuditedRoot(AuditedModel):
    """A record with a schema and a history of its own: an entry, a theme, a country."""

    public_id = models.CharField(max_length=12, unique=True, editable=False, default=new_public_id)

    class Meta:
        abstract = True

    def before_insert(self):
        """Fill in required values of a new row; none by default."""

    @classmethod
    def journal_root(cls):
        """Return the model under whose pk the record is journaled: this one, or Entry for a kind."""
        return cls

    @classmethod
    def journal_pk_field(cls):
        return "pk"

    def journal_pk(self):
        return self.pk

    @classmethod
    def journal_before_delete(cls, pks):
        protection.refuse_if_held(cls.journal_root(), pks)
        journal.touch_deleted(cls.journal_root(), pks)


class PartQuerySet(AuditedQuerySet):
    """Rows that may move from one entry to another, which changes both."""

    def update(self, **values):
        with journal.ensure_recording():
            moved = {self.model.whole, self.model.journal_pk_field()} & values.keys()
            rows = list(self.order_by().values_list("pk", flat=True)) if moved else []
            changed = super().update(**values)
            journal.touch_many(self.model.journal_root(), self.model.journal_pks_of(rows))
        return changed

    update.alters_data = True


class Part(AuditedModel):
    """A row that is part of an entry's record: a party, a participant, a provision.

    `whole` names the foreign key to the entry or term.
    """

    whole = ""

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with journal.ensure_recording():
            journal.touch_many(self.journal_root(), self.journal_pks_of([self.pk]))
            super().save(*args, **kwargs)

    @classmethod
    def journal_root(cls):
        return cls._meta.get_field(cls.whole).related_model.journal_root()

    @classmethod
    def journal_pk_field(cls):
        return f"{cls.whole}_id"

    @classmethod
    def journal_pks_of(cls, rows):
        """Return the owners' pks of these rows as stored in the database, which instances in memory may contradict."""
        return list(cls._base_manager.filter(pk__in=rows).values_list(cls.journal_pk_field(), flat=True))

    def journal_pk(self):
        return getattr(self, self.journal_pk_field())

    @classmethod
    def journal_before_delete(cls, pks):
        journal.touch_many(cls.journal_root(), pks)
