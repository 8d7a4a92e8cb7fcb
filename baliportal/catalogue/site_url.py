"""The public address of the portal, for what is read elsewhere: citations, manifests, files, printed pages."""

from django.conf import settings


def site_url(request):
    """SITE_URL, or the scheme and host of the request where it is not set; without a slash at its end."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
