"""Schema of the ways to reach a help line: nested rows whose number or address fits the way."""

from dataclasses import dataclass

from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, InvalidValue, Text

from .contact_links import Way, contact_error


@dataclass(frozen=True)
class ContactRows(NestedRows):
    """Rows of way, number or address, and note."""

    def clean(self, value):
        rows = super().clean(value)
        for row in rows:
            if error := contact_error(row["way"], row["address"]):
                raise InvalidValue(error)
        return rows


CONTACTS = ContactRows(fields=(
    SchemaField("way", "Way", Choice(choices=tuple(Way.choices)), "How it is reached.", "call", search="text"),
    SchemaField("address", "Number or address", Text(254), "As one dials or writes it; from abroad with a plus and "
                "the code of the country.", "1343", search="text"),
    SchemaField("note", "Note", Text(200), "Where or for whom this one is.", "from abroad", search="text"),
))  # fmt: skip
