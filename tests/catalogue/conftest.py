"""Fixtures of the tests of the catalogue, beside the starter content."""

import pytest

from baliportal.catalogue.models import Change, JournalHead
from legislation.models import Law
from resources.models import Resource

from ..files.storing import file_of


@pytest.fixture
def law(db):
    """A draft that nothing names."""
    return Law.objects.create(title="An Act to be tested", source_note="The gazette")


@pytest.fixture
def stored_file(db):
    """A file whose bytes are stored, so that records may name it by its fingerprint."""
    resource = Resource.objects.create(title="A guide with a file")
    return file_of(resource, language="en")


@pytest.fixture
def new_changes():
    """A function that returns the changes written since its last call."""
    position = JournalHead.current()

    def since_last_call():
        nonlocal position
        changes = list(Change.objects.since(position))
        position = JournalHead.current()
        return changes

    return since_last_call
