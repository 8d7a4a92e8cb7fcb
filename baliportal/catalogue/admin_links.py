"""Where a row for staff leads: to the form of its record, which also a draft has."""

from django.urls import reverse

from .models import Entry
from .schema.records import SchemaField
from .schema.scalars import Text, Url

#: By it a row is the same row at another time, whatever its record is called by then.
RECORD_ID = SchemaField("id", "Permanent id", Text(), "The id of the record, which never changes.", "7k3m9q2x")
#: Rows give it as a path, as they give a page; '' where there is no record any more, or it is a term.
FORM = SchemaField(
    "page", "Its form", Url(), "The address of its form in the back office; empty where there is none.",
    "https://example.org/admin/catalogue/entry/7/change/",
)  # fmt: skip


def change_url(pk):
    """The path of an entry's form."""
    return reverse("admin:catalogue_entry_change", args=[pk])


def change_urls(subjects):
    """{public id: path of its form} of those that are entries."""
    known = Entry.objects.filter(public_id__in=subjects).values_list("public_id", "pk")
    return {public_id: change_url(pk) for public_id, pk in known}
