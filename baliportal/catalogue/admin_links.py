"""Links from staff reports to the change form of a record, which drafts have too."""

from collections.abc import Iterable

from django.urls import reverse

from .models import Entry
from .schema.records import SchemaField
from .schema.scalars import Text, Url

#: Identifies a row of a report at another time, as the title of its record may change.
RECORD_ID = SchemaField("id", "Permanent id", Text(), "The id of the record, which never changes.", "7k3m9q2x")
#: A path in the rows, made absolute on output; "" for a deleted record and for a term.
FORM = SchemaField(
    "page", "Its form", Url(), "The address of its form in the back office; empty where there is none.",
    "https://example.org/admin/catalogue/entry/7/change/",
)  # fmt: skip


def change_url(pk: int) -> str:
    """Return the path of an entry's change form."""
    return reverse("admin:catalogue_entry_change", args=[pk])


def change_urls(public_ids: Iterable[str]) -> dict[str, str]:
    """Return {public id: path of the change form} of those subjects that are entries."""
    entries = Entry.objects.filter(public_id__in=public_ids).values_list("public_id", "pk")
    return {public_id: change_url(pk) for public_id, pk in entries}
