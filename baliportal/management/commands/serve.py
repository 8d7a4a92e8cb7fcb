"""`manage.py serve`: prepare the portal, then become the web server."""

import os
import socket
import sys

from django.core.management import call_command
from django.core.management.base import BaseCommand

from baliportal import housekeeping_process
from baliportal.environment import BASE_DIR, Refused, flag, port, var


class Command(BaseCommand):
    help = "Prepare the portal and serve it on 127.0.0.1, at PORT."

    def handle(self, **options):
        refuse_a_taken_port(port())
        call_command("prepare")
        refuse_a_taken_port(port())  # again: while this one waited, another may have begun to serve there
        sys.stdout.flush()
        os.chdir(BASE_DIR)
        if flag("PORTAL_HOUSEKEEPING", default=True):
            housekeeping_process.start(var("housekeeping").parent)
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", "python:baliportal.server"])  # noqa: S606


def refuse_a_taken_port(number):
    """Raise Refused where the port is in use; gunicorn would report it only after the preparation, five times."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as error:
            raise Refused(f"Port {number} cannot be used ({error.strerror}): set PORT to another number.") from None
