"""The reports on resources."""

from .counts import RESOURCE_COUNTS
from .inventory import RESOURCE_INVENTORY

__all__ = ["RESOURCE_COUNTS", "RESOURCE_INVENTORY"]
