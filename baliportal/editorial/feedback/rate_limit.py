"""Limits of messages in an hour: from one network, and from all together.

No address of a visitor is stored: only a keyed hash of their network and the day, which housekeeping deletes after a
day (`models.feedback.KEEP_SENDER`).
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from baliportal.accounts.client_address import client_network

from ..models import Feedback

WINDOW = timedelta(hours=1)
#: A whole office may share one network.
MAX_PER_NETWORK = 10
#: As many as editors may sort through afterwards.
MAX_IN_ALL = 300


def sender_code(request) -> str:
    """Return the code of the sender's network, another one every day."""
    text = f"{client_network(request)} {timezone.localdate()}"
    return salted_hmac("baliportal.feedback", text, algorithm="sha256").hexdigest()[:16]


def is_limited(request) -> bool:
    """Tell whether too many messages came in the last hour, from this network or in all."""
    lately = Feedback.objects.filter(sent_at__gt=timezone.now() - WINDOW)
    own = lately.filter(sender=sender_code(request))
    return own.count() >= MAX_PER_NETWORK or lately.count() >= MAX_IN_ALL
