"""The bytes of files that came with proposals: nobody needs them once a proposal is declined or taken back."""

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField

from .models import Proposal

REFUSED = (Proposal.State.DECLINED, Proposal.State.WITHDRAWN)


def remove_refused():
    """Remove the bytes that only declined or withdrawn proposals name; returns how many files.

    May be killed and run again: a proposal forgets its files after the bytes are gone, and to remove what is gone
    does no harm. No record takes the bytes of such a proposal meanwhile: see `proposals.kept_file`.
    """
    refused = Proposal.objects.filter(state__in=REFUSED).exclude(files={})
    return sum(_removed(pk) for pk in list(refused.values_list("pk", flat=True)))


@transaction.atomic
def _removed(pk):
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=pk)
    unnamed = [place for place in proposal.files.values() if not _is_named(place)]
    for place in unnamed:
        default_storage.delete(place)
    proposal.files = {}
    proposal.save(update_fields=["files"])
    return len(unnamed)


def _is_named(place):
    """Whether a row of any table, or a proposal that is not refused, names the file that is kept here."""
    kept = Proposal.objects.exclude(state__in=REFUSED).exclude(files={}).values_list("files", flat=True)
    return _is_in_a_table(place) or any(place in files.values() for files in kept.iterator())


def _is_in_a_table(place):
    fields = [(model, field) for model in apps.get_models() for field in model._meta.local_fields]
    return any(
        model._base_manager.filter(**{field.name: place}).exists()
        for model, field in fields
        if isinstance(field, FileField) and not model._meta.proxy
    )
