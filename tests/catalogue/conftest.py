"""What the tests of the ground floor stand on besides the starter content."""

import pytest
from django.core.files.base import ContentFile

from baliportal.catalogue.models import Change, JournalHead
from baliportal.files.models import File
from legislation.models import Law
from resources.models import Resource


@pytest.fixture
def law(db):
    """A draft that nothing names."""
    return Law.objects.create(title="An Act to be tested", source_note="The gazette")


@pytest.fixture
def kept_file(db):
    """A file whose bytes are kept here, so that records may name it by its fingerprint."""
    resource = Resource.objects.create(title="A guide with a file")
    return File.objects.create(entry=resource, file=ContentFile(b"Guide", name="guide.pdf"), language="en")


@pytest.fixture
def told():
    """A function that gives the rows written since it was last asked."""
    place = JournalHead.current()

    def news():
        nonlocal place
        changes = list(Change.objects.since(place))
        place = JournalHead.current()
        return changes

    return news
