"""Every answer has an id, which a proxy may give and a visitor may not."""

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
MADE = re.compile(r"[0-9a-f]{32}")
GIVEN = "proxy-given-0123456789"


@pytest.mark.parametrize("address", ["/about/", "/healthz", "/lost/", "/search.json?q=act", "/topics"])
def test_every_answer_has_an_id_of_its_own(address):
    first, second = (Client().get(address)["X-Request-ID"] for _ in range(2))
    assert MADE.fullmatch(first)
    assert MADE.fullmatch(second)
    assert first != second


def test_an_id_that_a_visitor_sends_is_not_taken():
    assert MADE.fullmatch(Client().get("/healthz", headers={"x-request-id": GIVEN})["X-Request-ID"])


def test_the_id_of_a_trusted_proxy_is_taken(settings):
    settings.PROXIES = 1
    assert Client().get("/healthz", headers={"x-request-id": GIVEN})["X-Request-ID"] == GIVEN


@pytest.mark.parametrize("sent", ["short", "x" * 65, 'quote"in-it-0123', "line\tbreak-0123"])
def test_what_does_not_look_like_an_id_is_not_taken_from_anybody(settings, sent):
    settings.PROXIES = 1
    assert MADE.fullmatch(Client().get("/healthz", headers={"x-request-id": sent})["X-Request-ID"])
