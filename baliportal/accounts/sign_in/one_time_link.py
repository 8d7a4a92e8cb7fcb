"""A link by which somebody chooses a password once: for the first administrator, for new people, for lost passwords."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


def path_for(user):
    """The path of a link that holds for a day, until the password is chosen or somebody signs in with the old one."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("admin:login_link", kwargs={"uidb64": uid, "token": default_token_generator.make_token(user)})
