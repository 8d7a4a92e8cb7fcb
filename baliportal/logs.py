"""What people look for is nobody's business: no log line carries a query string."""

import logging
import re

QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']*")


class WithoutQuery(logging.Filter):
    """Cuts the query string off every address a log line names."""

    def filter(self, record):
        record.msg = QUERY.sub(r"\1", record.getMessage())
        record.args = ()
        return True
