"""Mailboxes of roles, to which anybody may write: those of the portal's secretariat and support office."""

from .portal_settings import portal_settings


def role_mailboxes() -> list[dict[str, str]]:
    """Return role, purpose and address of each mailbox; the address is "" where an administrator has set none."""
    settings = portal_settings()
    return [
        {"role": "Secretariat", "purpose": "about the process, its meetings and this portal",
         "address": settings.secretariat_email},
        {"role": "Support office", "purpose": "about programmes, training and tools",
         "address": settings.support_office_email},
    ]  # fmt: skip
