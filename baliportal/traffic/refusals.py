"""Pages that refuse a request before Django sees it: rendered without database, session and request."""

from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.template.loader import render_to_string

RETRY_AFTER = 5  # seconds: a crowd is answered within a few seconds, and the queue is short
WORDS = {
    400: ("The request could not be read", "What arrived here is not a request that a browser would send."),
    408: ("The request did not arrive whole", "The line was silent for too long. Please load the page again."),
    411: ("The request does not tell its length", "Please send the form with a Content-Length, as browsers do."),
    413: (
        "This is more than the portal takes at once",
        "Nothing was saved. Only people who are signed in may send files, and none may be larger than {upload} MiB.",
    ),
    414: ("The address is too long", "Please shorten it: fewer words, or fewer choices."),
    429: (
        "Too many requests from your network",
        "Your network asked for more than its share in a short time. Please load the page again in {seconds} seconds.",
    ),
    431: ("The request is too long", "Please remove the cookies of this site and load the page again."),
    503: (
        "Many people are using the portal at this moment",
        "Your page was not made, so that others get theirs. Please load it again in a few seconds.",
    ),
}


def refusal_page(status: int, seconds: int = RETRY_AFTER) -> str:
    """The page that says in words why a request was refused."""
    title, words = WORDS[status]
    words = words.format(seconds=seconds, upload=settings.TRAFFIC.largest_upload // 1024**2)
    return render_to_string("traffic/refused.html", {"status": status, "title": title, "words": words})


@lru_cache
def refusal_bytes(status: int) -> bytes:
    """The whole answer as it goes over the connection, which is closed after it."""
    page = refusal_page(status).encode()
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": len(page),
        "Cache-Control": "no-store",
        "Connection": "close",
        **({"Retry-After": RETRY_AFTER} if status in (429, 503) else {}),
        **settings.SECURITY_HEADERS,
    }
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {headers[name]}" for name in headers)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + page
