"""The outbox of mail: notices queued with the event that they are about, and sent afterwards."""
