"""Fixtures of the tests of imports."""

import pytest

from legislation.models import Law
from tests.staff import person, record  # noqa: F401 - fixtures

from ..editorial.desk_work import taken_out


@pytest.fixture
def desk(client, putri):
    """A browser in which Putri is signed in."""
    client.force_login(putri)
    return client


@pytest.fixture
def law(db):
    return Law.objects.create(title="An Act of the test", summary="Once")


@pytest.fixture
def laws(db):
    return [
        Law.objects.create(title=f"Act {number}", summary=f"Summary {number}", source_note="Gazette")
        for number in range(4)
    ]


@pytest.fixture
def file(laws):
    """An export of the laws, as CSV."""
    return taken_out("law", [law.pk for law in laws])
