"""Staff reports on accounts."""

from .sign_ins import SIGN_INS

__all__ = ["SIGN_INS"]
