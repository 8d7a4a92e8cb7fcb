"""Entries as this portal showed them at the end of a past day, read from the journal.

The permissions of today hold on every day: an entry that an audience may not see today is shown to it for no day, and
an entry that was not published for it on the day is not known on that day. See "Point in time" in docs/adr.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import OuterRef, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from ..db.chunks import batched
from ..kinds import named
from ..models import Change
from ..schema.nested import NestedRows
from ..schema.records import to_record
from ..schema.unsaved import TargetMissing, unsaved_instance
from ..statuses import Status, Visibility, levels_for
from .known_links import KnownLinks

#: Records held in memory at a time.
BATCH_SIZE = 500


def end_of(day: date) -> datetime:
    """The moment at which a day ends in the time zone of the portal: the first that no longer belongs to it."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def entry_known(entry, day: date, audience: str = Visibility.PUBLIC):
    """Return an entry, which the audience may see, as it saw it at the end of a day: an unsaved instance, or None.

    `updated_at` and `public_updated_at` are the times of its last change and its last public change by then.
    """
    by_then = Change.objects.filter(subject=entry.public_id, at__lt=end_of(day)).order_by("-number")
    change = by_then.first()
    known = change and next(_instances(entry.kind, [change], audience, end_of(day)), None)
    if known:
        known.updated_at = change.at
        known.public_updated_at = by_then.public().values_list("at", flat=True).first()
    return known


def record_known(entry, day: date, audience: str = Visibility.PUBLIC) -> dict | None:
    """Return the record of an entry as the audience saw it at the end of a day; None where it saw none."""
    known = entry_known(entry, day, audience)
    return known and to_record(known, audience)


def records_known(kind: str, day: date, audience: str = Visibility.PUBLIC) -> Iterator[dict]:
    """Yield the records of a kind that the audience saw at the end of a day and may see today, by title."""
    return (to_record(entry, audience) for entry in KnownEntries(kind, day, audience))


def terms_known(schema_name: str, day: date) -> Iterator[dict]:
    """Yield the records of the terms of a vocabulary at the end of a day, of those still there, in no order."""
    by_then = Change.objects.filter(subject=OuterRef("public_id"), at__lt=end_of(day)).order_by("-number")
    terms = named(schema_name).model._default_manager.order_by()
    newest = terms.annotate(newest=Subquery(by_then.values("number")[:1])).values("newest")
    for change in Change.objects.filter(number__in=newest).exclude(verb=Change.Verb.DELETED):
        yield change.record


class KnownEntries:
    """The entries of a kind that an audience saw at the end of a day and may see today, as unsaved instances.

    `matches` tells by its record whether an entry is wanted, `order` returns a sort key of a record. Both get the
    stored record under the present schema, links to what is not public included: they may read fields that hold
    nothing of the kind. `among` limits it to the entries of a queryset, `mentioning` in the database to records
    with that value somewhere, as the code of a country.

    Only the numbers of changes are held in memory, so iterate within one consistent read.
    """

    def __init__(
        self,
        kind: str,
        day: date,
        audience: str = Visibility.PUBLIC,
        matches: Callable = lambda record: True,
        order: Callable = lambda record: record["title"],
        among=None,
        mentioning: str = "",
    ):
        self._mentioning = mentioning
        self._among = named(kind).model.objects.published(audience) if among is None else among.published(audience)
        self._schema, self._audience, self._end = named(kind), audience, end_of(day)
        self._matches, self._order = matches, order

    def __len__(self):
        return len(self._numbers)

    def __iter__(self):
        links = KnownLinks(self._audience, self._end)
        for numbers in batched(self._numbers, BATCH_SIZE):
            changes = Change.objects.in_bulk(numbers)
            yield from _instances(
                self._schema.name, [changes[number] for number in numbers], self._audience, self._end, links
            )

    @cached_property
    def _numbers(self):
        """Numbers of the last changes by the day, of entries that were published then, in order."""
        found = [(self._order(record), number) for number, record in self._records()]
        return [number for _, number in sorted(found)]

    def stored_records(self) -> Iterator[dict]:
        """Yield the stored records in no order, links to what is not public included; faster than instances."""
        return (record for _, record in self._records())

    def _records(self):
        for change in self._last_changes().only("number", "kind", "verb", "stored_record").iterator(BATCH_SIZE):
            if _was_visible(change, self._audience):
                record = change.record
                if self._matches(record):
                    yield change.number, record

    def _last_changes(self):
        """The last change by the day of each entry that the audience may see today, in one query."""
        by_then = Change.objects.filter(subject=OuterRef("public_id"), at__lt=self._end).order_by("-number")
        newest = self._among.order_by().annotate(newest=Subquery(by_then.values("number")[:1])).values("newest")
        changes = Change.objects.filter(number__in=newest).order_by("number")
        if self._mentioning:
            text = Cast("stored_record", TextField())
            changes = changes.annotate(text=text).filter(text__contains=f'"{self._mentioning}"')
        return changes


def _was_visible(change, audience):
    record = change.stored_record
    return (
        change.verb != Change.Verb.DELETED
        and record.get("status") == Status.PUBLISHED
        and record.get("visibility") in levels_for(audience)
    )


def _instances(kind, changes, audience, end, links=None):
    """Yield unsaved instances of the records after these changes, in order; of those that the audience sees today."""
    schema, links = named(kind), links or KnownLinks(audience, end)
    records = {change.subject: change.record for change in changes if _was_visible(change, audience)}
    today = _present(schema, records, audience)
    links.load(schema, records.values())
    for subject, record in records.items():
        if subject in today:
            try:
                yield _instance(schema, record, today[subject], audience, links)
            except TargetMissing:
                continue  # it names what is no longer there and cannot be shown without


def _instance(schema, record, present, audience, links):
    for field in schema.fields:
        if isinstance(field.type, NestedRows) and field.type.limited_by_today:
            rows = field.read(present, audience)
            record = record | {field.name: field.type.restrict_to(record[field.name], rows)}
    return unsaved_instance(schema, record, present.pk, links.find)


def _present(schema, subjects, audience):
    """The entries of today by public id, with the rows that limit what is shown of earlier ones."""
    lookups = [
        lookup
        for field in schema.fields
        if isinstance(field.type, NestedRows) and field.type.limited_by_today
        for lookup in field.type.lookups(field.attribute)
    ]
    entries = schema.model.objects.published(audience).filter(public_id__in=list(subjects))
    return {entry.public_id: entry for entry in entries.prefetch_related(*lookups)}
