"""What keeps a record from being published: the checks that say so, asked in every move by a person."""

from baliportal.catalogue.journal import Program
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.records import records_by_pk

from .score import quality, quality_of


def reasons(entry, by):
    """Why a person may not publish this entry yet, in words; none when nothing is in the way.

    A program publishes what it was written to publish: the starter content has its own tests. A schedule that acts for
    a person moves as that person, and is held to the same.
    """
    if isinstance(by, Program):
        return []
    stands = schema_of(entry).model.objects.get(pk=entry.pk)  # the copy in hand may be old
    return [f"{check.title}: {check.words}" for check in quality_of(stands).blocking]


def reasons_of_many(entries):
    """{pk: why a person may not publish it yet} of these entries, in few queries; the others are left out."""
    found = records_by_pk(Entry, [entry.pk for entry in entries])
    told = {pk: quality(record, schema_of(thing).name).blocking for pk, (thing, record) in found.items()}
    return {pk: " ".join(f"{check.title}: {check.words}" for check in checks) for pk, checks in told.items() if checks}
