"""Fixtures of the editorial tests: laws to merge, and a published law with people who propose and decide."""

import pytest

from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.publishing import Status
from legislation.models import Law, Provision
from tests.staff import person, record  # noqa: F401 - fixtures


@pytest.fixture
def target(db):
    """The law that stays when the two are merged."""
    law = Law.objects.create(title="The Act", number="Act 1", source_note="The gazette", status=Status.PUBLISHED)
    law.countries.set(Country.objects.filter(code="MY"))
    law.topics.set(Topic.objects.filter(slug="extradition"))
    return law


@pytest.fixture
def source(db):
    """The law that is merged into the other."""
    law = Law.objects.create(title="Act, The", summary="What it does", status=Status.PUBLISHED)
    law.countries.set(Country.objects.filter(code="MY"))
    law.topics.set(Topic.objects.filter(slug="victim-protection"))
    Provision.objects.create(law=law, pinpoint="s 12", text="A text")
    return law


@pytest.fixture
def law(record):  # noqa: F811 - a fixture
    """A published law with a provision."""
    law = record("An Act", status=Status.PUBLISHED, summary="As enacted", number="Act 1")
    law.provisions.create(pinpoint="s 1", text="Old words")
    return law


@pytest.fixture
def editor(person):  # noqa: F811 - a fixture
    return person("Editor", "putri")


@pytest.fixture
def publisher(person):  # noqa: F811 - a fixture
    return person("Publisher", "ana")


@pytest.fixture
def editing(client, editor):
    """A browser in which the editor is signed in."""
    client.force_login(editor)
    return client


@pytest.fixture
def deciding(client, publisher):
    """A browser in which the publisher is signed in."""
    client.force_login(publisher)
    return client
