"""Slow database queries: a warning with the statement and its time, without the values that were asked for."""

import logging
import re
import time

from django.conf import settings

log = logging.getLogger(__name__)
COLUMNS = re.compile(r"\ASELECT .*? FROM\b", re.DOTALL)
LONGEST_STATEMENT = 500  # characters of a statement that a line shows


def watch(sender, connection, **kwargs):
    """Receiver of connection_created: time every statement of the connection."""
    if time_statement not in connection.execute_wrappers:  # a connection that is opened anew keeps its wrappers
        connection.execute_wrappers.append(time_statement)


def time_statement(execute, sql, params, many, context):
    """Wrapper of Django's execute; it sees the statement with placeholders, and never logs `params`."""
    start = time.monotonic()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (time.monotonic() - start) * 1000
        if 0 < settings.MONITORING["slow_query"] <= milliseconds:
            log.warning("Slow query, %d ms: %s", milliseconds, _shortened(str(sql)))


def _shortened(sql):
    """The statement without its list of columns, which is the longest part of most and tells least."""
    return COLUMNS.sub("SELECT … FROM", sql)[:LONGEST_STATEMENT]
