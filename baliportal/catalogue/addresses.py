"""Slugs: unique within a kind, and never refused: a taken one gets the first free numeric suffix.

Notices do not reveal which record holds an address: they are the same for a record that the person may see and for one
that they may not, for a present address and for a former one.
"""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from .bulk_load import current_bulk_load
from .journal.audited_models import AuditedRoot

#: Saves that other writers may beat to an address before the IntegrityError is raised: each loss is another's success.
ATTEMPTS = 20
#: Characters of the longest suffix: a hyphen and seven digits.
LONGEST_SUFFIX = 8
#: Characters of a title that go into a slug.
SLUG_FROM_TITLE = 100


class Addressed(AuditedRoot):
    """A record with an address of its own, in a field `slug`."""

    class Meta:
        abstract = True

    def slug_holders(self) -> list:
        """Return querysets of all rows whose `slug` this record cannot have, itself excluded."""
        return [type(self)._base_manager.exclude(pk=self.pk)]

    def default_slug(self) -> str:
        """Return the slug of a record that was given none."""
        return slugify(str(self))[:SLUG_FROM_TITLE].strip("-") or self.public_id

    def free_slug(self, taken=()) -> str:
        """Return the wanted slug, or the first with a suffix that is neither taken nor among `taken`.

        The record's own present address is always free.
        """
        wanted = self.slug or self.default_slug()
        if wanted not in taken and (self._has(wanted) or not self._is_held(wanted)):
            return wanted
        longest = self._meta.get_field("slug").max_length
        held = {*taken, *self._held(slug__startswith=wanted[: longest - LONGEST_SUFFIX])}
        return next(slug for slug in _candidates(wanted, longest) if slug not in held)

    def validate_unique(self, exclude=None):
        """Skip the slug: a taken one is no error, as saving gives another."""
        super().validate_unique({*(exclude or ()), "slug"})

    def _has(self, slug):
        return self.pk is not None and type(self)._base_manager.filter(pk=self.pk, slug=slug).exists()

    def _is_held(self, slug):
        load = current_bulk_load()
        if load is None or self.pk is not None:
            return bool(self._held(slug=slug))
        return slug in load.slugs_of(type(self), self._held)

    def _held(self, **condition):
        rows = (holders.filter(**condition).order_by() for holders in self.slug_holders())
        return {slug for holders in rows for slug in holders.values_list("slug", flat=True)}


def save_with_free_slug(record) -> None:
    """Save a record under its wanted slug or the first free one, also when another writer takes that meanwhile."""
    if isinstance(record, Addressed):
        _save_with_retries(record, record.slug, ATTEMPTS)
    else:
        record.save()


def _save_with_retries(record, wanted, attempts):
    record.slug = wanted
    record.slug = record.free_slug()
    try:
        with transaction.atomic():
            record.save()
            if load := current_bulk_load():
                load.slugs_of(type(record), set).add(record.slug)
    except IntegrityError:
        if attempts == 1 or record.free_slug() == record.slug:
            raise
        _save_with_retries(record, wanted, attempts - 1)


def slug_taken_notice(record, wanted: str) -> str:
    """Return the message that another slug was given than the wanted one; "" when it was given as wanted."""
    if not isinstance(record, Addressed) or record.slug == (wanted := wanted or record.default_slug()):
        return ""
    return f"The address “{wanted}” is taken, so this record has the address “{record.slug}”."


def _candidates(wanted, longest):
    yield wanted
    number = 2
    while True:
        suffix = f"-{number}"
        yield f"{wanted[: longest - len(suffix)]}{suffix}"
        number += 1
