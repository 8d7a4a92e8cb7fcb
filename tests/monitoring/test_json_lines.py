"""With PORTAL_LOG_FORMAT=json each log line is one object, and none tells what was searched for or who somebody is."""

import logging
from datetime import datetime

import pytest
from django.test import Client

from baliportal.environment import Refused
from baliportal.logs import formatter_class

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
log = logging.getLogger("baliportal.example")


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = "tests.faulty_urls"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.faulty_urls.FaultyMiddleware"]
    return Client(raise_request_exception=False)


def test_an_error_is_one_object_with_time_level_status_request_and_exception(visitor, json_log):
    answer = visitor.get("/faulty/value/?q=shelter")
    (line,) = json_log()
    assert datetime.fromisoformat(line["time"]).tzinfo is not None
    assert (line["level"], line["logger"], line["status"]) == ("ERROR", "django.request", 500)
    assert line["message"] == "Internal Server Error: /faulty/value/"
    assert line["exception"].startswith("ValueError at ")
    assert line["request_id"] == answer["X-Request-ID"]


def test_a_message_of_several_lines_stays_one_object(json_log):
    log.warning("first\nsecond “quoted”")
    (line,) = json_log()
    assert line["message"] == "first second “quoted”"


def test_no_line_tells_the_words_of_a_search_the_address_of_a_person_or_a_way_to_sign_in(json_log):
    log.warning("Broken: /search/?q=shelter and /legislation.csv?q=shelter")
    log.warning("Refused: %s", "550 <putri@mail.example.org> unknown")
    log.warning("Broken: /admin/login/link/MQ/c8f-0123456789abcdef/ of somebody")
    assert [line["message"] for line in json_log()] == [
        "Broken: /search/ and /legislation.csv",
        "Refused: 550 <(an address)> unknown",
        "Broken: /admin/login/link/(a one-time link) of somebody",
    ]


def test_wrong_passwords_leave_no_name_and_no_address_in_the_log(json_log):
    client = Client(REMOTE_ADDR="203.0.113.77")
    for _ in range(6):
        client.post("/admin/login/", {"username": "siti-unknown", "password": "wrong"})
    assert not [line for line in json_log() if "siti" in line["message"] or "203.0.113" in line["message"]]


@pytest.mark.parametrize(
    ("address", "referer", "lines"),
    [
        ("/wp-login.php", "", 0),
        ("/search/?page=100000", "", 0),
        ("/search/?page=100000", "https://elsewhere.example/search/", 0),
        ("/lost/", "http://[", 0),
        ("/lost/", "http://testserver/topics/", 1),
    ],
)
def test_not_found_leaves_a_line_only_where_one_of_our_own_pages_led_there(json_log, address, referer, lines):
    headers = {"host": "testserver"} | ({"referer": referer} if referer else {})
    assert Client().get(address, headers=headers).status_code == 404
    assert len(json_log()) == lines


def test_another_format_than_text_and_json_is_refused(monkeypatch):
    monkeypatch.setenv("PORTAL_LOG_FORMAT", "xml")
    with pytest.raises(Refused, match="PORTAL_LOG_FORMAT must be text or json, not 'xml'"):
        formatter_class()
