from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in. A custom user model with Django's own fields, so that fields can be added later."""
