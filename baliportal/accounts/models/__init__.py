"""Models of accounts."""

from .account_act import AccountAct
from .authenticator_app import AuthenticatorApp
from .official import Official
from .open_session import OpenSession
from .passkey import Passkey
from .recovery_code import RecoveryCode, RecoveryDevice
from .sign_in import SignIn
from .user import User

__all__ = [
    "AccountAct",
    "AuthenticatorApp",
    "Official",
    "OpenSession",
    "Passkey",
    "RecoveryCode",
    "RecoveryDevice",
    "SignIn",
    "User",
]
