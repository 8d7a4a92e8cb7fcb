"""The head of a help line's page: the ways to reach it, the state of the check, and the way to all help lines."""

from django.utils import timezone

from baliportal.catalogue.blocks import Block

from .check_state import check_state
from .shown_lines import shown_contact


def head_of_help_line(page):
    """One block, from the record alone."""
    rows = page.record["contacts"]
    contacts = [shown_contact(row["way"], row["address"], row["note"]) for row in rows]
    state = check_state(page.entry, timezone.localdate())
    return [Block("contacts", "", "help_lines/record.html", {"contacts": contacts, "check": state.words})]
