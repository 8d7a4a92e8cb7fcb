"""Mail to the owner of an account about a change of its protection, by the function that settings name."""

from django.conf import settings
from django.utils.module_loading import import_string

from baliportal.catalogue.site_url import public_base

from .models import AccountAct, User

What = AccountAct.What
ADVICE = (
    "If you know of it, there is nothing to do. If not, tell an administrator of the portal at once, and change your "
    "password where you can still sign in. This message asks for nothing: no password, no code."
)
ABOUT_PROTECTION = {
    What.PASSWORD, What.LINK, What.SET_UP, What.REPLACED, What.OFF, What.RESET, What.CODES, What.PASSKEY,
    What.NO_PASSKEY,
}  # fmt: skip


def queue_notice(act, account):
    """Queue a mail about an act on the account, if it changed how somebody signs in; it holds no secret and no link."""
    if act.what in ABOUT_PROTECTION and isinstance(account, User) and account.email:
        subject, key = f"Your account: {act.get_what_display()}", f"account-act:{act.pk}"
        import_string(settings.ACCOUNT_NOTICES)(to=account, subject=subject, body=_body(act, account), key=key)


def _body(act, account):
    name, what = account.get_username(), act.get_what_display()
    place = f"from the address {act.address}" if act.address else "on the server itself"
    by = "you, or by somebody who signed in as you" if act.who == name else act.who
    where = f" at {public_base()}" if public_base() else ""
    about = f"In your account “{name}” of the portal{where}: {what}."
    return "\n\n".join([about, f"On {act.at:%d %B %Y at %H:%M} UTC, {place}, by {by}.", ADVICE])
