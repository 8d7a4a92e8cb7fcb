"""Publication guard: refuse a person's publication of a record while a blocking check finds something in it."""

from baliportal.catalogue.journal import Program
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.records import records_by_pk

from .score import quality_of, quality_of_record


def reasons(entry, by):
    """Return sentences that say why `by` may not publish the entry yet; an empty list when it may be published.

    A Program is not checked, because the starter content has its own tests. A schedule acts as the person who set it,
    so it is checked like that person.
    """
    if isinstance(by, Program):
        return []
    current = schema_of(entry).model.objects.get(pk=entry.pk)  # The instance passed in may be stale.
    return [_sentence(check) for check in quality_of(current).blocking]


def reasons_of_many(entries):
    """Return {pk: reasons as one string} for the entries that a person may not publish yet, in few queries."""
    loaded = records_by_pk(Entry, [entry.pk for entry in entries])
    blocking = {pk: quality_of_record(record, schema_of(entry).name).blocking for pk, (entry, record) in loaded.items()}
    return {pk: " ".join(map(_sentence, checks)) for pk, checks in blocking.items() if checks}


def _sentence(check):
    return f"{check.title}: {check.advice}"
