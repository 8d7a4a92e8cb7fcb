"""The portal's log, read while a test runs."""

import io
import json
import logging

import pytest

from baliportal.logs import LOG_LINE, OneLine
from baliportal.monitoring.json_lines import JSONLines


@pytest.fixture
def json_log():
    """A function that returns the lines of the portal's log as objects."""
    (handler,) = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, OneLine)]
    before, stream = handler.stream, io.StringIO()
    handler.setStream(stream)
    handler.setFormatter(JSONLines(LOG_LINE))
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    handler.setStream(before)
    handler.setFormatter(OneLine(LOG_LINE))
