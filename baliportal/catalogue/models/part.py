from ..journaled import Part

__all__ = ["Part"]
