"""What the desk keeps beside the catalogue."""

from .duplicate import Mark, NotTwin, Twin
from .quality import Finding, ReaderPlace

__all__ = ["Finding", "Mark", "NotTwin", "ReaderPlace", "Twin"]
