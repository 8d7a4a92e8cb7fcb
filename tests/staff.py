"""Fixtures of the tests of the back office: people in each role, and records of two states."""

import pytest
from django.contrib.auth.models import Group

from baliportal.accounts.models import Official
from baliportal.catalogue import journal
from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status, move
from legislation.models import Law

OWN_STATE, FOREIGN_STATE = "FJ", "TO"


@pytest.fixture
def person(db, django_user_model):
    """A function that makes a member of staff in a role; a contributor is an official of Fiji unless said otherwise."""

    def make(role, name=None, state=OWN_STATE):
        name = name or role.lower()
        user = django_user_model.objects.create_user(name, f"{name}@example.org", "bali-process-2002", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        if role == "Contributor" and state:
            Official.objects.create(user=user, country=Country.objects.get(code=state))
        return user

    return make


@pytest.fixture
def record(db):
    """A function that makes an entry of a kind; a law of Fiji in draft unless said otherwise."""

    def make(title="An Act", state=OWN_STATE, status=Status.DRAFT, model=Law, **values):
        with journal.recording():
            entry = model.objects.create(**{"title": title, "source_note": "The gazette"} | values)
            entry.countries.set(Country.objects.filter(code__in=state.split()))
        if status == Status.WITHDRAWN:
            move(entry, to=Status.PUBLISHED, by=journal.SYSTEM)
        return entry if status == Status.DRAFT else move(entry, to=status, by=journal.SYSTEM)

    return make
