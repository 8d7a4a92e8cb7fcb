"""A client that refuses gzip does not get it: not from the page cache, not from Django, not from static files."""

import pytest
from django.test import Client

from baliportal.accept_encoding import RefusedEncodings


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ("gzip", "gzip"),
        ("gzip;q=0", ""),
        ("gzip; q=0.000, br", " br"),
        ("GZIP;Q=0", ""),
        ("gzip;q=0.5", "gzip;q=0.5"),
        ("gzip;q=0.001", "gzip;q=0.001"),
        ("identity;q=0, gzip", " gzip"),
        ("", ""),
    ],
)
def test_a_coding_of_weight_zero_is_dropped(rf, sent, left):
    request = rf.get("/", headers={"Accept-Encoding": sent})
    RefusedEncodings(lambda request: None)(request)
    assert request.headers["Accept-Encoding"] == left


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_index")
@pytest.mark.parametrize("address", ["/about/", "/admin/login/", "/legislation.json"])
def test_refused_gzip_is_not_sent(address):
    for refused, encoding in [(";q=0", None), ("", "gzip"), (";q=0", None), ("", "gzip")]:
        answer = Client().get(address, headers={"Accept-Encoding": f"gzip{refused}"})
        assert answer.headers.get("Content-Encoding") == encoding
