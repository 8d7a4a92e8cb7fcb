"""The reports on laws, agreements and treaties."""

from .agreement_pairs import AGREEMENT_PAIRS
from .agreements import AGREEMENTS_BY_PARTY
from .coverage import WHO_HAS_WHAT
from .laws import LEGISLATION_REGISTER
from .map import MEMBERS_ON_A_MAP
from .members_by_theme import MEMBERS_BY_THEME
from .provisions import PROVISIONS_BY_ARTICLE
from .treaties import TREATY_STATUS
from .treaty_matrix import TREATY_MATRIX

__all__ = [
    "AGREEMENTS_BY_PARTY",
    "AGREEMENT_PAIRS",
    "LEGISLATION_REGISTER",
    "MEMBERS_BY_THEME",
    "MEMBERS_ON_A_MAP",
    "PROVISIONS_BY_ARTICLE",
    "TREATY_MATRIX",
    "TREATY_STATUS",
    "WHO_HAS_WHAT",
]
