"""A clock that is set back breaks neither the order of the journal nor a schedule."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from baliportal.catalogue import journal
from baliportal.catalogue.journal.known import record_known
from baliportal.catalogue.models import Change
from legislation.models import Law

pytestmark = pytest.mark.django_db
NOON = datetime(2031, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(time=NOON)
    monkeypatch.setattr("baliportal.catalogue.journal.writer.timezone", SimpleNamespace(now=lambda: clock.time))
    return clock


def times():
    return [*Change.objects.filter(at__gte=NOON - timedelta(days=30)).order_by("number").values_list("at", flat=True)]


def change(law, summary):
    with journal.recording():
        law.summary = summary
        law.save()
    law.refresh_from_db()


def test_after_the_clock_is_set_back_a_day_times_still_follow_the_order_of_changes(clock):
    law = Law.objects.create(title="A law", slug="clock-law", status="published")
    clock.time -= timedelta(days=1)
    change(law, "Second")
    change(law, "Third")
    assert times() == [NOON, NOON + timedelta(microseconds=1), NOON + timedelta(microseconds=2)]
    assert law.updated_at == law.public_updated_at == NOON + timedelta(microseconds=2)
    assert record_known(law, (NOON - timedelta(days=1)).date()) is None
    assert record_known(law, NOON.date())["summary"] == "Third"


def test_a_clock_that_was_far_ahead_once_does_not_hold_the_journal_there(clock):
    law = Law.objects.create(title="A law", slug="clock-law")
    clock.time -= timedelta(days=20)
    change(law, "Second")
    assert times() == [NOON, NOON - timedelta(days=20)]
