"""Fixtures of the tests of meetings: a series of one's own."""

import pytest

from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.publishing import Status
from tests.page_text import text_of  # noqa: F401 - a fixture
from workshops.models import Series, Workshop


@pytest.fixture
def series(db):
    return Series.objects.create(name="Axolotl talks", slug="axolotl-talks", mechanism="Axolotl group")


@pytest.fixture
def held(series):
    """A function: a published meeting of the series."""

    def make(title, date="", ordinal=None, *, end="", **facts):
        facts = {"event_status": "held", "status": Status.PUBLISHED, "series": series} | facts
        dates = {"date": PartialDate.parse(date) if date else None, "end_date": PartialDate.parse(end) if end else None}
        return Workshop.objects.create(title=title, ordinal=ordinal, **dates, **facts)

    return make
