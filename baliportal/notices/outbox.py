"""The outbox: notices are queued here and sent by housekeeping."""

from .models import Notice

SUBJECT_LENGTH = Notice._meta.get_field("subject").max_length


def queue(*, to, subject, body, key):
    """Queue one message to an account, inside the transaction of the event that `key` names.

    It is rolled back with the event, and sent only after the commit. A second message with the same key to the same
    account is ignored, so that an event may be processed again. Line ends in the subject become spaces, because a mail
    header may not contain them.
    """
    notice = Notice(recipient=to, subject=" ".join(subject.split())[:SUBJECT_LENGTH], body=body, key=key)
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
