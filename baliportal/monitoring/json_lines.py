"""JSON lines: one object for each log record, for programs that collect logs."""

import json
from datetime import UTC, datetime

from baliportal.logs import OneLine

from .request_ids import current_request_id


class JSONLines(OneLine):
    """Formatter. Keys: time, level, logger, message, process, and where known request_id, status, exception."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": " ".join(record.getMessage().splitlines()),
            "process": record.process,
            "request_id": current_request_id(),
            "status": getattr(record, "status_code", None),
            "exception": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({key: value for key, value in line.items() if value not in (None, "")}, ensure_ascii=False)
