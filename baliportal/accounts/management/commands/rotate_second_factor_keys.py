"""`manage.py rotate_second_factor_keys`: encrypt the secrets of all second factors anew, with a new key."""

from django.core.management.base import BaseCommand
from django.db import transaction

from baliportal.accounts import encryption
from baliportal.accounts.models import AuthenticatorApp

UNREADABLE = "{} cannot be read with any key at hand: their owners sign in by a recovery code and set up an app anew."


class Command(BaseCommand):
    help = (
        "Encrypt the secrets of second factors with a new key; killed at any moment, it is run again. Where "
        "SECOND_FACTOR_KEYS is set, put the new key first there, restart the servers, then run this; after it the "
        "others may go."
    )

    def handle(self, **options):
        in_file = encryption.keys_are_in_a_file()
        if in_file:
            encryption.add_key()
        changed, unreadable = encrypt_anew()
        changed += encrypt_anew()[0]  # What was stored meanwhile by a request that had read the keys before.
        if in_file and not unreadable:
            encryption.drop_former_keys()
        self.stdout.write(f"{changed} encrypted with the new key.")
        if unreadable:
            self.stdout.write(UNREADABLE.format(unreadable))


def encrypt_anew():
    """Encrypt every secret with the first key, all or none; returns how many were and how many cannot be read."""
    changed = unreadable = 0
    with transaction.atomic():
        for app in AuthenticatorApp.objects.select_for_update():
            if encryption.is_current(app.key):
                continue
            try:
                app.set_secret(app.bin_key)
            except encryption.SecretUnreadable:
                unreadable += 1
                continue
            app.save(update_fields=["key"])
            changed += 1
    return changed, unreadable
