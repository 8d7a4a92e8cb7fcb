"""One-time links for choosing a password: for the first administrator, new users and lost passwords."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


def password_link_path(user):
    """Path of a link that is valid for a day, or until the password is changed or the user signs in."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    site = "admin" if user.is_staff else "accounts"
    return reverse(f"{site}:login_link", kwargs={"uidb64": uid, "token": default_token_generator.make_token(user)})
