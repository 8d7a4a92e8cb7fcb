"""The reports for staff: what is done in the back office, how long it takes, and what waits to be mended."""

from .changes import CHANGES_BETWEEN
from .editorial import EDITORIAL_ACTIVITY
from .findings import DATA_QUALITY
from .links import BROKEN_LINKS
from .sign_ins import SIGN_INS
from .waiting import WAITING_TIMES

__all__ = ["BROKEN_LINKS", "CHANGES_BETWEEN", "DATA_QUALITY", "EDITORIAL_ACTIVITY", "SIGN_INS", "WAITING_TIMES"]
