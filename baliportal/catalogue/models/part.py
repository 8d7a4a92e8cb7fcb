from ..journal.audited_models import Part

__all__ = ["Part"]
