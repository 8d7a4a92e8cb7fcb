"""Dates that a feed tells beside the date of a record."""

import re

import pytest

from baliportal.catalogue.publishing import Status
from resources.models import Resource
from workshops.models import Commitment, Workshop

from .reading import read

pytestmark = pytest.mark.django_db


def test_the_closing_date_of_a_call_and_the_last_day_of_a_meeting_are_told_where_they_are_known(vera, empty_portal):
    facts = {"status": Status.PUBLISHED}
    Resource.objects.create(title="A call", type="opportunity", closing_date="2027-01-15", **facts)
    Resource.objects.create(title="Another", type="opportunity", **facts)
    Workshop.objects.create(title="A meeting", type="workshop", date="2027-03-16", end_date="2027-03-17", **facts)
    Commitment.objects.create(title="A commitment", type="all-members", due="2027-06", **facts)
    told = {entry.title: re.findall("<li>([^<]+)</li>", entry.summary) for entry in read(vera, "/search.atom").entries}
    assert told == {
        "A call": ["Resource", "Opportunity", "Published: not recorded", "Closing date: 15 January 2027"],
        "Another": ["Resource", "Opportunity", "Published: not recorded"],
        "A meeting": ["Meeting", "Workshop", "Planned", "First day: 16 March 2027", "Last day: 17 March 2027"],
        "A commitment": [
            "Commitment", "All members", "State not recorded", "Date of the document: not recorded", "By when: June 2027",
        ],
    }  # fmt: skip
