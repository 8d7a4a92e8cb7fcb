"""Fixtures of the tests of the admin."""

import pytest

from baliportal.catalogue.models import Entry
from legislation.models import Law, LawRelation


@pytest.fixture
def desk(client, ana):
    """A browser in which Ana is signed in."""
    client.force_login(ana)
    return client


@pytest.fixture
def law(db):
    """A draft with a relation to another law."""
    law = Law.objects.create(title="An Act", summary="As it was")
    LawRelation.objects.create(law=law, relation="amends", target=Entry.objects.get(slug="my-passports-1966"))
    return Law.objects.get(pk=law.pk)
