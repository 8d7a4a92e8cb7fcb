"""Legal status of an agreement on a day, as far as its dates tell."""

import datetime

from django.utils.text import capfirst

from .models import Agreement

STATUS = Agreement.LegalStatus
NOT_RECORDED = "not recorded"


def agreement_status(agreement, day: datetime.date | None = None) -> str:
    """Return the recorded status today; on a day one of `LegalStatus`, or words: ends have no recorded day."""
    today, since = agreement.legal_status, agreement.in_force_date
    if day is None:
        return today
    if today == STATUS.SIGNED or (since and since.first_day > day):
        return STATUS.SIGNED.value
    if not since or today != STATUS.IN_FORCE:
        return NOT_RECORDED
    return STATUS.IN_FORCE.value if since.last_day <= day else f"in force from some time in {since}"


def status_in_words(agreement, day: datetime.date | None = None) -> str:
    """Return the same for people; "" where no status is recorded."""
    status = agreement_status(agreement, day)
    return capfirst(dict(STATUS.choices).get(status, status))
