"""Public base URL of the portal, for texts that are read elsewhere: citations, manifests, files, printed pages."""

from django.conf import settings


def site_url(request) -> str:
    """Return SITE_URL, or the scheme and host of the request where it is not set; without a trailing slash."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def public_base() -> str:
    """Return SITE_URL for texts that are made without a request; "" where it is not set."""
    return settings.SITE_URL
