"""One-time links for choosing a password: for the first administrator, new users and lost passwords."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


def password_link(request, user):
    """The whole link, for whoever hands it over: at SITE_URL, or at the host of the request.

    The port in a Host header is not checked by ALLOWED_HOSTS: one that is not this server's is left out.
    """
    if settings.SITE_URL:
        return f"{settings.SITE_URL}{password_link_path(user)}"
    host, port = split_domain_port(request.get_host())
    own_port = f":{port}" if port and port == request.META.get("SERVER_PORT") else ""
    return f"{request.scheme}://{host}{own_port}{password_link_path(user)}"


def password_link_path(user):
    """Path of a link that is valid for a day, or until the password is changed or the user signs in."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    site = "admin" if user.is_staff else "accounts"
    return reverse(f"{site}:login_link", kwargs={"uidb64": uid, "token": default_token_generator.make_token(user)})
