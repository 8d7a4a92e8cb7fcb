"""Fixtures of the tests of the link checker."""

import pytest

from baliportal.catalogue.models import Change, ReaderPosition
from baliportal.linkcheck import collecting, running
from baliportal.linkcheck.collecting import collect_addresses
from baliportal.linkcheck.models import WebAddress
from legislation.models import Law
from tests.staff import person, record  # noqa: F401 - fixtures

from .web import Web


@pytest.fixture
def from_now(db):
    """Mark the journal as read, so that a test sees only its own addresses."""
    newest = Change.objects.values_list("number", flat=True).first()
    ReaderPosition.objects.create(reader=collecting.READER, number=newest)


@pytest.fixture
def law(from_now):
    """A law whose only address is collected."""
    law = Law.objects.create(title="A law", url="https://dead.example/act", source_note="Gazette")
    collect_addresses()
    return law


def create_addresses(count, hosts=50):
    WebAddress.objects.all().delete()
    WebAddress.objects.bulk_create(
        WebAddress.new(f"https://host-{number % hosts}.example/{number}") for number in range(count)
    )


@pytest.fixture
def own_addresses(from_now, monkeypatch):
    """Addresses that no record names, with collecting switched off."""
    monkeypatch.setattr(running, "collect_addresses", lambda until: None)
    return create_addresses


@pytest.fixture(scope="module")
def site():
    server = Web()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def web(site):
    site.asked.clear()
    site.most_at_once.clear()
    site.robots, site.pause, site.documents = (404, ""), 0.0, {}
    return site
