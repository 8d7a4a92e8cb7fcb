"""Accounts, roles, sign-ins and the history of accounts in the admin."""

from .account_history import AccountActAdmin
from .accounts import AccountAdmin, RoleAdmin
from .sign_ins import SignInAdmin

__all__ = ["AccountActAdmin", "AccountAdmin", "RoleAdmin", "SignInAdmin"]
