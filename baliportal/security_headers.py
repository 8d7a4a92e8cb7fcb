"""Security headers on every answer: pages, errors, redirects, files, static files and health checks alike."""

from django.conf import settings


class SecurityHeaders:
    """Outermost middleware, so that the answers of all other middleware and error pages pass through it.

    A header that a view has set stays: the files of resources carry a stricter policy of their own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in headers_for(request).items():
            response.headers.setdefault(name, value)
        return response


def headers_for(request):
    headers = dict(settings.SECURITY_HEADERS)
    if request.path.startswith(settings.CROSS_ORIGIN_PATHS):
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.is_secure() and settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return headers
