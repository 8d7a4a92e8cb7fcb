"""Models of accounts."""

from .account_act import AccountAct
from .official import Official
from .recovery_code import RecoveryCode, RecoveryDevice
from .sign_in import SignIn
from .user import User

__all__ = ["AccountAct", "Official", "RecoveryCode", "RecoveryDevice", "SignIn", "User"]
