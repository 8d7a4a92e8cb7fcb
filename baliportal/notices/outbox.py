"""Writing notices to the outbox."""

from .models import Notice

SUBJECT_LENGTH = Notice._meta.get_field("subject").max_length


def queue(*, to, subject, body, key):
    """Queue one message to an account, inside the transaction of the event that `key` names.

    Rolled back with the event, and sent only after it is committed. A second one with the same key is ignored, so
    that an event which is processed again tells nobody twice. Line ends in the subject, which no mail header may
    hold, become spaces.
    """
    notice = Notice(recipient=to, subject=" ".join(subject.split())[:SUBJECT_LENGTH], body=body, key=key)
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
