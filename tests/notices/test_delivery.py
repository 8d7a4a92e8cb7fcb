"""The outbox: a notice goes with its event, reaches its recipient at least once, and ends in a bounded time."""

import signal
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction

from baliportal import housekeeping
from baliportal.notices.delivery import delete_expired, send_pending
from baliportal.notices.models import Notice
from baliportal.notices.outbox import queue

from ..processes import finished, start_python
from .mail_server import mail_server

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def account(name, address=None, **values):
    return get_user_model().objects.create_user(name, address or f"{name}@example.org", "secret", **values)


def queued(to, key="report:1", at=NOW):
    queue(to=to, subject="Made", body="It was made.", key=key)
    Notice.objects.filter(recipient=to, key=key).update(created_at=at)
    return Notice.objects.get(recipient=to, key=key)


# Queuing


def test_the_same_event_is_queued_once_for_each_recipient():
    one, other = account("one"), account("other")
    for to, key in ((one, "report:1"), (one, "report:1"), (other, "report:1"), (one, "report:2")):
        queue(to=to, subject="Made", body="", key=key)
    notices = Notice.objects.order_by("pk").values_list("recipient__username", "key")
    assert list(notices) == [("one", "report:1"), ("other", "report:1"), ("one", "report:2")]


def test_an_event_that_is_rolled_back_leaves_no_notice():
    one = account("one")
    with pytest.raises(OSError, match="disk"), transaction.atomic():
        queue(to=one, subject="Made", body="", key="report:1")
        raise OSError("disk")
    assert not Notice.objects.exists()


def test_a_line_end_in_a_subject_is_no_header_of_its_own(settings):
    queue(to=account("one"), subject="Made\r\nBcc: all@example.org", body="", key="report:1")
    with mail_server(settings) as server:
        assert send_pending() == (1, 0)
    assert (server.messages[0]["Subject"], server.messages[0]["Bcc"]) == ("Made Bcc: all@example.org", None)


# Sending


def test_a_notice_is_sent_once_and_says_when(settings):
    notice = queued(account("one"))
    with mail_server(settings) as server:
        assert [send_pending(NOW), send_pending(NOW)] == [(1, 0), (0, 0)]
    notice.refresh_from_db()
    assert (notice.sent_at, notice.attempts, notice.last_error) == (NOW, 1, "")
    assert [(message["To"], message.get_content().strip()) for message in server.messages] == [
        ("one@example.org", "It was made.")
    ]


def test_all_go_over_one_connection(settings):
    for name in ("one", "two", "three"):
        queued(account(name))
    with mail_server(settings) as server:
        assert send_pending(NOW) == (3, 0)
    assert server.connections == 1


@pytest.mark.parametrize("address", ["nobody@example.org", "a\nb@example.org"])
def test_an_address_that_is_refused_keeps_no_other_from_being_told(settings, address):
    refused = queued(account("first", address))
    queued(account("second"))
    with mail_server(settings) as server:
        assert send_pending(NOW) == (1, 1)
        assert send_pending(NOW) == (0, 1)
    refused.refresh_from_db()
    assert (refused.sent_at, refused.attempts) == (None, 2)
    assert refused.last_error
    assert [message["To"] for message in server.messages] == ["second@example.org"]


def test_a_message_at_which_the_server_hangs_up_goes_behind_the_others(settings):
    queued(account("first", "hang-up@example.org"))
    queued(account("second"))
    with mail_server(settings) as server:
        assert send_pending(NOW) == (0, 2)
        assert send_pending(NOW) == (1, 1)
    assert [message["To"] for message in server.messages] == ["second@example.org"]


def test_without_a_mail_server_nothing_is_tried_and_nothing_lost(settings):
    notice = queued(account("one"))
    settings.EMAIL_HOST = ""
    assert send_pending(NOW) == (0, 1)
    notice.refresh_from_db()
    assert notice.attempts == 0


@pytest.mark.parametrize(("values", "address"), [({"is_active": False}, None), ({}, "")])
def test_nobody_who_left_or_has_no_address_by_then_is_written_to(settings, values, address):
    one = account("one")
    queued(one)
    settings.EMAIL_HOST = "mail.example"
    get_user_model().objects.filter(pk=one.pk).update(**values, **({"email": address} if address == "" else {}))
    assert send_pending(NOW) == (0, 0)
    assert not mail.outbox


def test_what_was_not_sent_for_seven_days_is_given_up(settings):
    settings.EMAIL_HOST = "mail.example"
    queued(account("one"), at=NOW - timedelta(days=7, seconds=1))
    queued(account("two"), at=NOW - timedelta(days=7))
    assert send_pending(NOW) == (1, 0)
    assert [message.to for message in mail.outbox] == [["two@example.org"]]


@pytest.mark.system
@pytest.mark.django_db(transaction=True)
def test_killed_between_sending_and_noting_it_sends_again(settings, tmp_path):
    queue(to=account("one"), subject="Made", body="", key="report:1")
    with mail_server(settings) as server:
        code = KILLED.format(host=settings.EMAIL_HOST, port=settings.EMAIL_PORT)
        killed = start_python(code, tmp_path)
        assert killed.wait(60) == -signal.SIGKILL, killed.stderr.read()
        assert finished(start_python(SENDING.format(host=settings.EMAIL_HOST, port=settings.EMAIL_PORT), tmp_path)) == [
            "(1, 0)\n"
        ]
    assert [message["To"] for message in server.messages] == ["one@example.org"] * 2


SENDING = """
from django.conf import settings
from baliportal.notices import delivery
settings.EMAIL_HOST, settings.EMAIL_PORT = "{host}", {port}
print(delivery.send_pending())
"""
KILLED = (
    "import os\nfrom baliportal.notices import delivery\ndelivery._store_outcome = lambda *a, **b: os.kill(os.getpid(), 9)"
    + SENDING
)


# Housekeeping


def test_old_notices_are_deleted_ninety_days_after_their_end():
    one, day = account("one"), timedelta(days=1)
    for key, created, sent in (
        ("sent long ago", 100, 91),
        ("sent lately", 100, 89),
        ("given up long ago", 98, None),
        ("given up lately", 96, None),
    ):
        queued(one, key, NOW - created * day)
        Notice.objects.filter(key=key).update(sent_at=sent and NOW - sent * day)
    assert delete_expired(NOW) == 2
    assert set(Notice.objects.values_list("key", flat=True)) == {"sent lately", "given up lately"}


def test_housekeeping_sends_what_the_reports_before_it_queued(settings):
    settings.EMAIL_HOST = "mail.example"
    names = list(housekeeping.JOBS)
    assert names.index("notices") == names.index("reports") + 1
    queue(to=account("one"), subject="Made", body="", key="report:1")
    assert housekeeping.JOBS["notices"](600) == "1 sent, 0 old ones deleted"
    assert len(mail.outbox) == 1
