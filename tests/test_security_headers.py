"""Every kind of answer carries the security headers, from views, middleware and error handlers alike."""

import pytest
from django.test import Client, override_settings

from baliportal.environment import BASE_DIR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]

EXPECTED = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), "
    "payment=(), usb=()",
}
FOREIGN = {"host": "evil.example"}
#: name of the case: (status, method, address, headers of the request)
ANSWERS = {
    "page": (200, "get", "/about/", {}),
    "page of the back office": (200, "get", "/admin/login/", {}),
    "export": (200, "get", "/legislation.csv", {}),
    "manifest": (200, "get", "/legislation.csv.manifest.json", {}),
    "file": (200, "get", "/faulty/file/", {}),
    "health": (200, "get", "/healthz", {}),
    "readiness": (200, "get", "/readyz", {}),
    "health with a foreign host": (200, "get", "/healthz", FOREIGN),
    "redirect to sign in": (302, "get", "/admin/", {}),
    "redirect to the slash": (301, "get", "/about", {}),
    "foreign host": (400, "get", "/about/", FOREIGN),
    "foreign host in the back office": (400, "get", "/admin/", FOREIGN),
    "choice that makes no sense": (400, "get", "/legislation.csv?columns=nothing", {}),
    "forbidden": (403, "get", "/faulty/forbidden/", {}),
    "not found": (404, "get", "/nowhere/", {}),
    "method not allowed": (405, "post", "/about/", {}),
    "health is only read": (405, "post", "/healthz", {}),
    "exception in a view": (500, "get", "/faulty/value/", {}),
    "exception in middleware": (500, "get", "/faulty/middleware/", {}),
    "too many at once": (429, "get", "/faulty/many/", {}),
    "gone": (410, "get", "/faulty/gone/", {}),
    "more than the portal takes": (413, "post", "/faulty/large/", {}),
    "search as a feed": (200, "get", "/legislation.atom", {}),
    "calendar file": (200, "get", "/calendar.ics", {}),
    "only its head": (200, "head", "/about/", {}),
    "database away": (503, "get", "/faulty/database/", {}),
}


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = "tests.faulty_urls"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.faulty_urls.FaultyMiddleware"]
    return Client(raise_request_exception=False)


def headers_of(response):
    return {name: response.headers.get(name) for name in EXPECTED}


@pytest.mark.parametrize("case", ANSWERS)
def test_every_kind_of_answer_has_the_headers(visitor, case):
    status, method, address, headers = ANSWERS[case]
    response = getattr(visitor, method)(address, headers=headers)
    assert (response.status_code, headers_of(response)) == (status, EXPECTED)
    assert "Strict-Transport-Security" not in response.headers


def test_an_answer_that_nothing_changed_has_the_headers(visitor):
    tag = visitor.get("/about/")["ETag"]
    for _ in range(2):
        response = visitor.get("/about/", headers={"If-None-Match": tag})
        assert (response.status_code, headers_of(response)) == (304, EXPECTED)


def test_a_page_from_the_cache_has_the_headers(visitor):
    visitor.get("/about/")
    assert headers_of(visitor.get("/about/")) == EXPECTED


@pytest.mark.parametrize("address", ["/static/icons/mark.svg", "/opensearch.xml"])
def test_icons_and_the_description_of_the_search_may_be_shown_by_other_sites(settings, address):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    response = Client().get(address)
    assert response.status_code == 200
    assert headers_of(response) == EXPECTED | {"Cross-Origin-Resource-Policy": "cross-origin"}


def test_a_stricter_policy_of_a_view_stays(rf):
    from django.http import HttpResponse

    from baliportal.security_headers import SecurityHeaders

    answer = SecurityHeaders(lambda request: HttpResponse(headers={"Content-Security-Policy": "sandbox"}))(rf.get("/"))
    assert headers_of(answer) == EXPECTED | {"Content-Security-Policy": "sandbox"}


PRODUCTION = {"SECURE_SSL_REDIRECT": True, "SECURE_HSTS_SECONDS": 31536000, "ALLOWED_HOSTS": ["portal.example"]}


@pytest.mark.parametrize(
    ("status", "address", "host", "secure"),
    [
        (200, "/about/", "portal.example", True),
        (400, "/about/", "evil.example", True),
        (404, "/nowhere/", "portal.example", True),
        (500, "/faulty/value/", "portal.example", True),
        (301, "/about/", "portal.example", False),
        (400, "/about/", "evil.example", False),
        (200, "/healthz", "10.0.0.5", False),
        (200, "/readyz", "10.0.0.5:8000", False),
    ],
)
def test_in_production_every_answer_over_https_asks_for_https_ever_after(visitor, status, address, host, secure):
    with override_settings(**PRODUCTION):
        response = visitor.get(address, secure=secure, headers={"host": host})
    assert (response.status_code, headers_of(response)) == (status, EXPECTED)
    assert response.headers.get("Strict-Transport-Security") == ("max-age=31536000" if secure else None)


@pytest.mark.parametrize("status", [400, 500, 503])
def test_error_pages_that_stand_alone_use_no_context(status):
    page = (BASE_DIR / "templates" / f"{status}.html").read_text()
    assert page.startswith('{% extends "standalone.html" %}')
    for text in (page, (BASE_DIR / "templates" / "standalone.html").read_text()):
        assert "{{" not in text
        assert "{% static" not in text
