from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in: Django's own fields, in a table of ours, so that fields can be added to it later."""
