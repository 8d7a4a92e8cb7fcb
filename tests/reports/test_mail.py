"""Mail about a saved report, as an SMTP server receives it."""

import pytest

from baliportal.notices.delivery import send_pending
from baliportal.reports.models import SavedReport
from baliportal.reports.snapshots import make_report

from ..notices.mail_server import mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(person):
    """Function (name, address) that makes a saved report once, with its owner of that address as a follower."""

    def make_followed(name, address):
        owner = person("Editor", "keeper")
        owner.email = address
        owner.save()
        saved = SavedReport.objects.create(
            name=name, report="legislation-register", question="country=FJ", base="https://portal.example", owner=owner
        )
        saved.followers.add(owner)
        return make_report(saved)

    return make_followed


@pytest.mark.parametrize("name", ["Laws of Fiji", "กฎหมายของฟิจิ", "Laws\r\nBcc: everybody@example.org"])
def test_a_follower_gets_a_message_with_the_link(followed, settings, name):
    kept_report = followed(name, "keeper@example.org")
    with mail_server(settings) as server:
        assert send_pending() == (1, 0)
    [message] = server.messages
    assert message["Subject"].strip() == f"Report: {' '.join(name.split())}"
    assert (message["To"], message["Bcc"]) == ("keeper@example.org", None)
    page = f"https://portal.example/admin/reports/savedreport/{kept_report.saved_id}/change/"
    assert page in message.get_content().splitlines()[-3]


def test_a_message_that_the_server_refuses_is_sent_again(followed, settings):
    kept_report = followed("Laws of Fiji", "nobody@example.org")
    with mail_server(settings) as server:
        assert send_pending() == (0, 1)
        kept_report.saved.owner.email = "keeper@example.org"
        kept_report.saved.owner.save()
        assert send_pending() == (1, 0)
    assert len(server.messages) == 1


def test_who_cannot_be_told_keeps_nobody_from_being_told(followed, settings, person):
    kept_report = followed("Laws of Fiji", "nobody@example.org")
    kept_report.saved.followers.add(person("Editor", "second"), person("Editor", "third"))
    make_report(kept_report.saved)
    with mail_server(settings) as server:
        assert send_pending() == (2, 2)
    assert {message["To"] for message in server.messages} == {"second@example.org", "third@example.org"}


def test_a_server_that_is_not_there_loses_nothing(followed, settings):
    followed("Laws of Fiji", "keeper@example.org")
    with mail_server(settings):
        pass
    assert send_pending() == (0, 1)
