"""The portal's addresses and some that fail, each in a way of its own."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import path

from baliportal.urls import handler500
from baliportal.urls import urlpatterns as of_the_portal

__all__ = ["handler500"]


def raising(problem):
    def view(request):
        raise problem

    return view


def breaking_off(request):
    def pieces():
        yield b"begun "
        raise ValueError("putri@example.org")

    return StreamingHttpResponse(pieces())


urlpatterns = [
    path("faulty/value/", raising(ValueError("putri@example.org"))),
    path("faulty/database/", raising(OperationalError("password=hidden"))),
    path("faulty/forbidden/", raising(PermissionDenied())),
    *(
        path(f"faulty/{name}/", lambda request, status=status: HttpResponse("no", status=status))
        for name, status in {"many": 429, "gone": 410, "large": 413}.items()
    ),
    path("faulty/answer/", lambda request: HttpResponse("no", status=502)),
    path("faulty/stream/", breaking_off),
    path("faulty/file/", lambda request: FileResponse(open(__file__, "rb"))),  # noqa: SIM115
    *of_the_portal,
]


class FaultyMiddleware:
    """Fails on one address, before any view is looked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/faulty/middleware/":
            raise ValueError("putri@example.org")
        return self.get_response(request)
