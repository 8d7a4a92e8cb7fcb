"""The reports on meetings."""

from .by_year import MEETINGS_BY_YEAR
from .commitments_ledger import COMMITMENTS_LEDGER
from .founding_workshops import FOUNDING_WORKSHOPS
from .register import MEETINGS_REGISTER

__all__ = ["COMMITMENTS_LEDGER", "FOUNDING_WORKSHOPS", "MEETINGS_BY_YEAR", "MEETINGS_REGISTER"]
