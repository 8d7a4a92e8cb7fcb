"""A mail server on a port of its own, for tests that send real mail."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """The part of RFC 5321 that a client needs.

    Recipients that begin with "nobody" are refused; at those that begin with "hang-up" the server closes the
    connection, as a restarting server does.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages, self.connections = [], 0


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        self._say("220 mail.example")
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()[:4]
            if "hang-up" in line:
                return
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
