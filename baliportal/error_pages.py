"""The answer to an exception that no view handled."""

import sys

from django.http import HttpResponseServerError
from django.template.loader import render_to_string

from .outages import outage_of, outage_response


def server_error(request):
    """503 with Retry-After while database or disk is out of order, else 500. Neither page queries the database."""
    if outage := outage_of(sys.exc_info()[1]):
        return outage_response(request, outage)
    return HttpResponseServerError(render_to_string("500.html"))
