"""Removal of files that came with proposals, once a proposal is declined or withdrawn."""

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField

from .models import Proposal

REFUSED = (Proposal.State.DECLINED, Proposal.State.WITHDRAWN)


def remove_refused():
    """Delete the files that only declined or withdrawn proposals name; return their number.

    It may be killed and run again: a proposal drops its list of files after the files are deleted, and deleting a
    missing file does no harm. No record can take such a file meanwhile, see `proposals.stored_file`.
    """
    refused = Proposal.objects.filter(state__in=REFUSED).exclude(files={})
    return sum(_remove_files_of(pk) for pk in list(refused.values_list("pk", flat=True)))


@transaction.atomic
def _remove_files_of(pk):
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=pk)
    unused = [name for name in proposal.files.values() if not _is_in_use(name)]
    for name in unused:
        default_storage.delete(name)
    proposal.files = {}
    proposal.save(update_fields=["files"])
    return len(unused)


def _is_in_use(name):
    """Return True if a file field of any model, or a proposal that is not refused, names the stored file."""
    stored = Proposal.objects.exclude(state__in=REFUSED).exclude(files={}).values_list("files", flat=True)
    return _is_in_file_field(name) or any(name in files.values() for files in stored.iterator())


def _is_in_file_field(name):
    fields = [(model, field) for model in apps.get_models() for field in model._meta.local_fields]
    return any(
        model._base_manager.filter(**{field.name: name}).exists()
        for model, field in fields
        if isinstance(field, FileField) and not model._meta.proxy
    )
