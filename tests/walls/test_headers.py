"""Every address of the URL configuration answers with the security headers, and with no page that these would stop.

What else answers (middleware, error handlers, static files) stands in tests/test_security_headers.py.
"""

import re

import pytest
from django.test import Client

from tests.sampling import EXHAUSTIVE, part_by_name
from tests.test_security_headers import EXPECTED

from .admin_rules import VALUES
from .test_public_walls import PUBLIC, values_of
from .url_patterns import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
#: Addresses that other sites may show.
SHOWN_ELSEWHERE = ("/favicon.ico", "/opensearch.xml")
#: Policies that are stricter than that of pages: bytes that somebody brought, and the page that loads nothing at all.
OWN_POLICY = ("/files/", "/help/")
#: What a browser runs or applies inside a page only under `unsafe-inline`, and what it loads from elsewhere.
INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"(?:application/(?:ld\+)?json|importmap)\"))"
    r"|<style|<[^>]+\s(?:style|on[a-z]+)=\"|javascript:"
    r"|<(?:script|img|iframe|source|embed)[^>]+src=\"(?:https?:)?//"
)
METHODS = ("get", "head", "post", "options")


def one_address(pattern):
    values = VALUES if pattern.is_of_the_admin else values_of(pattern)
    return pattern.addresses({name: values[name][:1] for name in pattern.parameters if name in values})[0]


def every_request():
    """(method, address) of every pattern, by its form: the admins of all models share their code."""
    by_form = {pattern.form: pattern for pattern in [*PUBLIC, *patterns()]}
    return [(method, one_address(each)) for each in by_form.values() for method in METHODS]


def faults_of(response, address):
    """What is missing or wrong in an answer, in words."""
    expected = dict(EXPECTED)
    if address in SHOWN_ELSEWHERE:
        expected["Cross-Origin-Resource-Policy"] = "cross-origin"
    if address.startswith("/help/") and response.status_code == 200:
        expected["Referrer-Policy"] = "no-referrer"  # where a person in danger goes next learns nothing of it
    policy = response.headers.get("Content-Security-Policy", "")
    if address.startswith(OWN_POLICY):
        expected["Content-Security-Policy"] = (
            policy
            if "default-src 'none'" in policy or policy == EXPECTED["Content-Security-Policy"]
            else "a strict one"
        )
    faults = [
        f"{name}: {response.headers.get(name)}" for name in expected if response.headers.get(name) != expected[name]
    ]
    faults += ["unsafe policy"] if "unsafe-" in policy else []
    is_page = response.headers.get("Content-Type", "").startswith("text/html") and not address.startswith("/help/")
    found = INLINE.search(response.getvalue().decode()) if is_page else None
    return faults + ([f"runs or loads {found[0]!r}"] if found else [])


@pytest.mark.parametrize("who", ["visitor", "administrator"])
def test_every_address_answers_with_the_headers(person, who):
    browser = Client(raise_request_exception=False)
    if who == "administrator":
        browser.force_login(person("Administrator"))
    asked = part_by_name(every_request(), 10 if EXHAUSTIVE else 40, lambda request: f"{who} {request}")
    faults = {}
    for method, address in asked:
        if not address.endswith("/logout/"):
            faults[method, address] = faults_of(getattr(browser, method)(address), address)
    assert {request: found for request, found in faults.items() if found} == {}


@pytest.mark.parametrize("who", ["visitor", "administrator"])
def test_pages_in_their_usual_state_run_nothing_that_stands_inside_them(person, who):
    """The pages that people use most, by GET."""
    browser = Client(raise_request_exception=False)
    pages = [
        "/",
        "/about/",
        "/search/?q=visa",
        "/members/",
        "/reports/map/",
        "/calendar/",
        "/compare/",
        "/tell-us/",
        "/admin/login/",
    ]
    if who == "administrator":
        browser.force_login(person("Administrator"))
        pages = ["/admin/", "/admin/legislation/law/", "/admin/legislation/law/add/", "/admin/account/", "/members/my/"]
    faults = {address: faults_of(browser.get(address), address) for address in pages}
    assert {address: found for address, found in faults.items() if found} == {}
