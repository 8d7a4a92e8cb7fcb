"""The reports for staff: what is done in the back office, how long it takes, and what waits to be mended."""

from baliportal.accounts.reports.sign_ins import SIGN_INS
from baliportal.linkcheck.reports import BROKEN_LINKS
from baliportal.quality.reports.findings import DATA_QUALITY

from .activity import EDITORIAL_ACTIVITY
from .changes import CHANGES_BETWEEN
from .waiting import WAITING_TIMES

__all__ = ["BROKEN_LINKS", "CHANGES_BETWEEN", "DATA_QUALITY", "EDITORIAL_ACTIVITY", "SIGN_INS", "WAITING_TIMES"]
