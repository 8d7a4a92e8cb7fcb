"""The reports on laws, agreements and treaties."""

from .agreements import AGREEMENTS_BY_PARTY
from .coverage import WHO_HAS_WHAT
from .laws import LEGISLATION_REGISTER
from .treaties import TREATY_STATUS

__all__ = ["AGREEMENTS_BY_PARTY", "LEGISLATION_REGISTER", "TREATY_STATUS", "WHO_HAS_WHAT"]
