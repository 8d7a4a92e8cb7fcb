"""The answer to an exception that no view handled."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponseServerError
from django.template.loader import render_to_string

RETRY_AFTER = 30  # seconds; the portal answers within a second of the database's return


def server_error(request):
    """503 with Retry-After while the database does not answer, else 500. Neither page queries the database."""
    database_down = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    response = HttpResponseServerError(render_to_string("503.html" if database_down else "500.html"))
    if database_down:
        response.status_code = 503
        response["Retry-After"] = str(RETRY_AFTER)
    return response
