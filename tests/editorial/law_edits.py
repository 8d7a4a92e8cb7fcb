"""Edits of a law: as a proposal holds them, and as somebody else makes them in the meantime."""

from baliportal.catalogue import journal
from baliportal.catalogue.schema.records import apply_record, to_record
from legislation.models import Law


def edited(law, **values):
    return to_record(Law.objects.get(pk=law.pk)) | values


def rewrite(law, **values):
    """Change the record as somebody else would in the meantime."""
    with journal.recording(by=journal.Program("rahul")):
        return apply_record(Law.objects.get(pk=law.pk), values)
