"""Mail about a saved report, as a mail server on another port gets it."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager

import pytest

from baliportal.reports.models import SavedReport
from baliportal.reports.notifications import tell_followers
from baliportal.reports.snapshots import make

pytestmark = pytest.mark.django_db


class MailServer(socketserver.ThreadingTCPServer):
    """As much of RFC 5321 as a client needs; mail to an address that begins with "nobody" is refused."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages = []


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 mail.example")
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()[:4]
            if verb == "DATA":
                self._say("354 Go ahead")
                self.server.messages.append(self._message())
            self._say("550 No such person" if "nobody" in line else "221 Bye" if verb == "QUIT" else "250 OK")

    def _say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def _message(self):
        lines = iter(self.rfile.readline, b".\r\n")
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)


@contextmanager
def mail_server(settings):
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        try:
            yield server
        finally:
            server.shutdown()


@pytest.fixture
def followed(person):
    """Makes a saved report of this name that its owner, whose address is given, follows; made once."""

    def make_one(name, address):
        owner = person("Editor", "keeper")
        owner.email = address
        owner.save()
        saved = SavedReport.objects.create(
            name=name, report="legislation-register", question="country=FJ", base="https://portal.example", owner=owner
        )
        saved.followers.add(owner)
        return make(saved)

    return make_one


@pytest.mark.parametrize("name", ["Laws of Fiji", "กฎหมายของฟิจิ", "Laws\r\nBcc: everybody@example.org"])
def test_a_follower_gets_a_message_with_the_link(followed, settings, name):
    kept = followed(name, "keeper@example.org")
    with mail_server(settings) as server:
        assert tell_followers() == (1, 0)
    [message] = server.messages
    assert message["Subject"].strip() == f"Report: {' '.join(name.split())}"
    assert (message["To"], message["Bcc"]) == ("keeper@example.org", None)
    page = f"https://portal.example/admin/reports/savedreport/{kept.saved_id}/change/"
    assert page in message.get_content().splitlines()[-3]


def test_what_the_server_refuses_is_tried_again(followed, settings):
    kept = followed("Laws of Fiji", "nobody@example.org")
    with mail_server(settings) as server:
        assert tell_followers() == (0, 1)
        kept.saved.owner.email = "keeper@example.org"
        kept.saved.owner.save()
        assert tell_followers() == (1, 0)
    assert len(server.messages) == 1


def test_who_cannot_be_told_keeps_nobody_from_being_told(followed, settings, person):
    kept = followed("Laws of Fiji", "nobody@example.org")
    kept.saved.followers.add(person("Editor", "second"), person("Editor", "third"))
    with mail_server(settings) as server:
        assert tell_followers() == (2, 0)
    assert {message["To"] for message in server.messages} == {"second@example.org", "third@example.org"}


def test_a_server_that_is_not_there_loses_nothing(followed, settings):
    followed("Laws of Fiji", "keeper@example.org")
    with mail_server(settings):
        pass
    assert tell_followers() == (0, 1)
