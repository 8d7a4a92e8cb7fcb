"""The reports on meetings."""

from .by_year import MEETINGS_BY_YEAR
from .register import MEETINGS_REGISTER

__all__ = ["MEETINGS_BY_YEAR", "MEETINGS_REGISTER"]
