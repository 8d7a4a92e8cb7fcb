"""Scheduled moves: made once, in the name of the person who scheduled them, if they may still make them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status, move
from baliportal.editorial import scheduling
from baliportal.editorial.models import ScheduledMove
from baliportal.editorial.scheduling import NotScheduled, cancel, carry_out_due, embargoed, run_due, schedule
from legislation.models import Law

from .form import change_url

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def publisher(person):
    return person("Publisher", "ana")


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


def status(law):
    return Law.objects.get(pk=law.pk).status


def test_a_due_move_is_made_once_in_the_name_of_the_person_who_scheduled_it(record, publisher, tomorrow):
    law = record()
    schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher, note="After the conference")
    assert run_due(tomorrow - HOUR) == {}
    assert status(law) == Status.DRAFT
    assert run_due(tomorrow) == {"done": 1}
    assert run_due(tomorrow + HOUR) == {}
    change = Change.objects.of(law).first()
    assert (change.who, change.route, change.verb) == ("ana", "schedule", "published")
    assert change.note == "After the conference"
    planned = ScheduledMove.objects.get()
    assert (planned.state, planned.closed_at) == ("done", tomorrow)


def test_published_for_a_week_and_no_longer(record, publisher, tomorrow):
    law = record()
    schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    schedule(law, to=Status.WITHDRAWN, at=tomorrow + timedelta(days=7), by=publisher)
    assert run_due(tomorrow + timedelta(days=8)) == {"done": 2}
    assert [c.verb for c in Change.objects.of(law)[:2]] == ["withdrawn", "published"]


def test_killed_in_the_middle_it_is_done_the_next_time(record, publisher, tomorrow, monkeypatch):
    law = record()
    schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher)

    def killed(*args, **kwargs):
        move(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(scheduling, "move", killed)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        run_due(tomorrow)
    assert status(law) == Status.DRAFT
    assert ScheduledMove.objects.get().state == "waiting"
    monkeypatch.undo()
    assert run_due(tomorrow) == {"done": 1}


def test_a_move_made_by_another_process_is_not_repeated(record, publisher, tomorrow, monkeypatch):
    law = record()
    planned = schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    monkeypatch.setattr(ScheduledMove, "close", lambda self, *args, **kwargs: False)
    assert run_due(tomorrow) == {}
    assert status(law) == Status.DRAFT
    monkeypatch.undo()
    assert planned.close("done", now=tomorrow)
    assert not planned.close("cancelled", now=tomorrow)


@pytest.mark.parametrize("lost", ["role", "account"])
def test_a_move_is_refused_with_a_reason_if_its_author_may_no_longer_publish(lost, record, publisher, tomorrow):
    law = record()
    schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    if lost == "role":
        publisher.groups.clear()
    else:
        type(publisher).objects.filter(pk=publisher.pk).update(is_active=False)
    assert run_due(tomorrow) == {"refused": 1}
    assert run_due(tomorrow) == {}
    assert status(law) == Status.DRAFT
    assert "ana may not take an entry" in ScheduledMove.objects.get().outcome


def test_one_that_cannot_be_made_does_not_hold_up_the_others(record, publisher, tomorrow):
    done_by_hand, other = record(), record()
    for law in (done_by_hand, other):
        schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    move(done_by_hand, to=Status.PUBLISHED, by=publisher)
    assert run_due(tomorrow) == {"refused": 1, "done": 1}
    assert status(other) == Status.PUBLISHED


def test_housekeeping_looks_at_the_clock(record, publisher):
    law = record()
    schedule(law, to=Status.PUBLISHED, at=timezone.now() - HOUR, by=publisher, now=timezone.now() - 2 * HOUR)
    assert carry_out_due() == {"done": 1}


def test_an_impossible_schedule_is_refused_with_a_reason(record, publisher, person, tomorrow):
    law, published = record(), record(status=Status.PUBLISHED)
    for entry, to, at, words in [
        (law, Status.PUBLISHED, timezone.now() - HOUR, "past"),
        (law, Status.WITHDRAWN, tomorrow, "nothing to withdraw"),
        (published, Status.PUBLISHED, tomorrow, "published already"),
    ]:
        with pytest.raises(NotScheduled, match=words):
            schedule(entry, to=to, at=at, by=publisher)
    schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    with pytest.raises(NotScheduled, match="already"):
        schedule(law, to=Status.PUBLISHED, at=tomorrow + HOUR, by=publisher)
    with pytest.raises(PermissionDenied):
        schedule(law, to=Status.PUBLISHED, at=tomorrow, by=person("Editor"))


def test_the_database_keeps_the_rules(record, publisher, tomorrow):
    planned = schedule(record(), to=Status.PUBLISHED, at=tomorrow, by=publisher)
    for wrong in ({"to": "draft"}, {"state": "done"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ScheduledMove.objects.filter(pk=planned.pk).update(**wrong)


def test_it_is_set_shown_with_its_zone_and_cancelled_in_the_form(client, record, publisher):
    law = record()
    client.force_login(publisher)
    address = change_url(law, "schedule")
    assert "past" in client.post(address, {"to": "published", "at": "2020-01-01T09:00"}).content.decode()
    client.post(address, {"to": "published", "at": "2126-11-30T09:00", "note": "Embargo"})
    planned = ScheduledMove.objects.get()
    assert planned.at == datetime(2126, 11, 30, 9, tzinfo=UTC)
    page = client.get(change_url(law)).content.decode()
    assert "30 November 2126, 09:00 UTC" in page
    assert "set by ana: Embargo" in page
    assert client.get(change_url(law, "cancel", planned.pk)).status_code == 403
    client.post(change_url(law, "cancel", planned.pk))
    planned.refresh_from_db()
    assert (planned.state, planned.closed_by) == ("cancelled", "ana")
    assert not cancel(planned, by=publisher)


def test_until_the_time_has_come_nobody_publishes_by_hand(client, record, publisher, tomorrow):
    law = record()
    schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    client.force_login(publisher)
    page = client.post(change_url(law, "move", "published"), follow=True).content.decode()
    assert "under embargo" in page
    assert status(law) == Status.DRAFT


def test_an_embargo_ends_at_its_very_moment_when_it_may_be_carried_out(record, publisher, tomorrow):
    law = record()
    schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    moment = timedelta(microseconds=1)
    assert embargoed([law], now=tomorrow - moment) == {law.pk: tomorrow}
    assert run_due(tomorrow - moment) == {}
    assert embargoed([law], now=tomorrow) == {}
    assert run_due(tomorrow) == {"done": 1}


def test_a_publication_that_was_cancelled_or_carried_out_is_no_embargo(record, publisher, tomorrow):
    cancelled, published = record(), record()
    cancel(schedule(cancelled, to=Status.PUBLISHED, at=tomorrow, by=publisher), by=publisher)
    schedule(published, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    run_due(tomorrow)
    assert embargoed([cancelled, published], now=tomorrow - HOUR) == {}


def test_many_are_published_at_once_but_those_under_embargo_stay(client, record, publisher, tomorrow):
    waiting, free = record(), record()
    schedule(waiting, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    client.force_login(publisher)
    data = {"action": "publish", "_selected_action": [waiting.pk, free.pk], "confirmed": "yes"}
    client.post(reverse("admin:legislation_law_changelist"), data)
    assert (status(waiting), status(free)) == (Status.DRAFT, Status.PUBLISHED)


def test_a_draft_is_withdrawn_only_after_it_is_to_be_published(record, publisher, tomorrow):
    law = record()
    schedule(law, to=Status.PUBLISHED, at=tomorrow, by=publisher)
    with pytest.raises(NotScheduled, match="nothing to withdraw"):
        schedule(law, to=Status.WITHDRAWN, at=tomorrow, by=publisher)
    assert schedule(law, to=Status.WITHDRAWN, at=tomorrow + HOUR, by=publisher)


def test_people_who_may_not_publish_cannot_cancel_a_publication(record, publisher, person, tomorrow):
    planned = schedule(record(), to=Status.PUBLISHED, at=tomorrow, by=publisher)
    with pytest.raises(PermissionDenied):
        cancel(planned, by=person("Editor"))
    assert ScheduledMove.objects.waiting().get() == planned


def test_a_withdrawal_that_is_scheduled_is_no_embargo(record, publisher, tomorrow):
    law = record(status=Status.PUBLISHED)
    schedule(law, to=Status.WITHDRAWN, at=tomorrow, by=publisher)
    assert embargoed([law]) == {}


def test_nothing_is_scheduled_for_this_very_moment(record, publisher, tomorrow):
    with pytest.raises(NotScheduled, match="past"):
        schedule(record(), to=Status.PUBLISHED, at=tomorrow, by=publisher, now=tomorrow)


def test_all_that_is_scheduled_stands_in_one_list(client, record, publisher, tomorrow):
    schedule(record("An Act under embargo"), to=Status.PUBLISHED, at=tomorrow, by=publisher)
    client.force_login(publisher)
    page = client.get(reverse("admin:editorial_scheduledmove_changelist"), {"state__exact": "waiting"})
    assert "An Act under embargo" in page.content.decode()
