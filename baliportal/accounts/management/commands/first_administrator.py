"""`manage.py first_administrator`: create the first administrator. Does nothing where one has signed in already."""

import getpass
import os
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ...audit import record_account_act
from ...models import AccountAct
from ...sign_in.one_time_link import password_link_path


class Command(BaseCommand):
    help = (
        "Makes the account of the first administrator and prints a one-time link by which its password is chosen. "
        "Safe to repeat: as long as nobody has signed in, it prints a new link; afterwards it does nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?", default="administrator", help="The name to sign in with.")
        parser.add_argument(
            "--ask",
            action="store_true",
            help="Ask for the password here instead; reads one line where the input is no terminal.",
        )

    def handle(self, *, name, ask, **options):
        superusers = get_user_model().objects.filter(is_superuser=True, is_active=True)
        usable = (user for user in superusers.order_by("pk") if user.last_login or user.has_usable_password())
        active = next(usable, None)
        if active:
            self.stdout.write(f"Nothing to do: {active} administers this portal already.")
            return
        user = superusers.order_by("pk").first() or get_user_model()(username=name, is_staff=True, is_superuser=True)
        password = self._read_password(user) if ask else None
        self._save(user, password)
        self.stdout.write(f"The administrator is {user}.")
        self.stdout.write("Sign in at:" if ask else "Choose the password within a day at:")
        self.stdout.write(_base_url() + ("/admin/" if ask else password_link_path(user)))

    def _save(self, user, password):
        is_new = user._state.adding
        user.set_password(password)
        try:
            user.full_clean(exclude=["password"])
        except ValidationError as problem:
            raise CommandError(f"Nothing was made. {' '.join(problem.messages)}") from problem
        with transaction.atomic():
            user.save()
            what = AccountAct.What.MADE if is_new else AccountAct.What.LINK
            record_account_act(None, user, what, "By the command first_administrator")

    def _read_password(self, user):
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
        if sys.stdin.isatty() and getpass.getpass("The same again: ") != password:
            raise CommandError("Nothing was made. The two passwords differ.")
        try:
            validate_password(password, user)
        except ValidationError as problem:
            raise CommandError(f"Nothing was made. {' '.join(problem.messages)}") from problem
        return password


def _base_url():
    """The public address of the portal, as far as a command can know it."""
    if settings.PRODUCTION:
        return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}"
    return "http://127.0.0.1:" + os.environ.get("PORT", "8000")
