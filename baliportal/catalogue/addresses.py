"""Addresses (slugs): unique among their kind, and always given: a taken one gets the first free suffix.

Nobody learns who holds an address: the notice is the same for a record that the person may see and for one that they
may not, for a present address and for a former one.
"""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from .journal.audited_models import AuditedRoot

ATTEMPTS = 5  # saves that another writer may beat to an address before the database's refusal stands
LONGEST_SUFFIX = 8  # a hyphen and seven digits
STEM = 100  # characters of a title that go into an address


class Addressed(AuditedRoot):
    """Something with an address of its own, in a field `slug`."""

    class Meta:
        abstract = True

    def slug_holders(self):
        """Querysets of everything whose `slug` this record cannot have, itself left out."""
        return [type(self)._base_manager.exclude(pk=self.pk)]

    def default_slug(self):
        """The address of a record that was given none."""
        return slugify(str(self))[:STEM].strip("-") or self.public_id

    def free_slug(self, besides=()):
        """The address that was wanted, or the first with a suffix that nobody has and that is not among `besides`.

        The record's own present address is always free.
        """
        wanted = self.slug or self.default_slug()
        if wanted not in besides and (self._has(wanted) or not self._held(slug=wanted)):
            return wanted
        longest = self._meta.get_field("slug").max_length
        held = {*besides, *self._held(slug__startswith=wanted[: longest - LONGEST_SUFFIX])}
        return next(slug for slug in _candidates(wanted, longest) if slug not in held)

    def validate_unique(self, exclude=None):
        """A taken address is no error: saving gives another."""
        super().validate_unique({*(exclude or ()), "slug"})

    def _has(self, slug):
        return self.pk is not None and type(self)._base_manager.filter(pk=self.pk, slug=slug).exists()

    def _held(self, **condition):
        rows = (holders.filter(**condition).order_by() for holders in self.slug_holders())
        return {slug for each in rows for slug in each.values_list("slug", flat=True)}


def save_with_free_slug(record):
    """Save a record under the address it wants, or under the first free one; also when another writer is faster."""
    if isinstance(record, Addressed):
        _save_in_turn(record, ATTEMPTS)
    else:
        record.save()


def _save_in_turn(record, attempts):
    record.slug = record.free_slug()
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        if attempts == 1 or record.free_slug() == record.slug:
            raise
        _save_in_turn(record, attempts - 1)


def slug_taken_notice(record, wanted):
    """What a person is told of the address that was given in place of the one they wanted; "" when it is that one."""
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
