"""Records of a batch: all of one kind or vocabulary, or of any kind where an archive brings their files."""

from django.db.models import Max

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Change, Entry
from baliportal.catalogue.schema.records import with_relations
from baliportal.files.texts import READER

from .sheet import latest_change_numbers

CHUNK = 200  # Records held in memory at a time.


def lock_records(batch, subjects) -> dict:
    """{public id: record} of these public ids, locked against other writers until the end of the transaction."""
    root = Entry if batch.brings_files else named(batch.schema_name).model.journal_root()
    list(root._base_manager.select_for_update(no_key=True).filter(public_id__in=subjects).order_by("pk").values("pk"))
    if batch.brings_files:
        return {entry.public_id: entry.specific for entry in Entry.objects.filter(public_id__in=subjects)}
    return {
        record.public_id: record for record in with_relations(named(batch.schema_name)).filter(public_id__in=subjects)
    }


def newest_numbers(batch, subjects) -> dict:
    """{public id: journal number of its newest change}.

    For an archive that of the newest change by a person: texts of files are read at any time, and hinder no file.
    """
    if not batch.brings_files:
        return latest_change_numbers(subjects)
    changes = Change.objects.filter(subject__in=subjects).exclude(who=READER.get_username())
    return dict(changes.order_by().values_list("subject").annotate(Max("number")))
