"""Fixtures of the tests of walls: an empty portal, people in every role, and a clock that stands still."""

import pytest
from django.utils import timezone

from tests.site.conftest import empty_page_cache, empty_portal  # noqa: F401 - fixtures
from tests.staff import person, record  # noqa: F401 - fixtures


@pytest.fixture
def clock(monkeypatch):
    """One moment for all answers."""
    moment = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
