"""Middleware of monitoring: request id, counters, and the metrics for operators."""

import time

from .metrics import is_asked_by_operator, metrics
from .request_ids import HEADER, begin_request
from .request_metrics import count_request


class Monitoring:
    """Stands just inside SecurityHeaders: every answer has its id and is counted, also health checks and kept pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        start = time.monotonic()
        request_id = begin_request(request)
        response = metrics(request) if is_asked_by_operator(request) else self.get_response(request)
        response.headers[HEADER] = request_id
        count_request(request.path, response.status_code, time.monotonic() - start)
        return response
