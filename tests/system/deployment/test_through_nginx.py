"""Through nginx as the guide sets it up a visitor gets every kind of answer, and nobody gets more than they should."""

import json
import re
import socket
import ssl
import subprocess

import pytest

from ... import postgres
from ...processes import wait_until
from . import guide

HEADERS = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
}
MIB = 1024 * 1024


@pytest.mark.parametrize(
    "path", ["/", "/search/?q=trafficking", "/legislation/", "/help/", "/admin/login/", "/reports/"]
)
def test_pages_come_by_tls_with_every_security_header_once(deployment, path):
    answer = deployment.ask(path)
    assert answer.status == 200
    assert "</html>" in answer.text
    for name, value in HEADERS.items():
        assert answer.headers.get_all(name) == [value]
    assert len(answer.headers.get_all("content-security-policy")) == 1
    assert answer.headers["server"] == "nginx"


def test_data_comes_as_csv(deployment):
    answer = deployment.ask("/legislation.csv")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(answer.text.splitlines()) > 50


def test_plain_http_leads_to_https_of_our_name_whatever_is_asked(deployment):
    answer = deployment.ask("/search/?q=act", port="http")
    assert (answer.status, answer.headers["location"]) == (301, f"https://{guide.HOST}/search/?q=act")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_supervisors_ask_by_address_without_tls(deployment, path):
    answer = deployment.ask(path, port="http", headers={"Host": "127.0.0.1"})
    assert answer.status == 200, answer.text


def test_another_name_gets_no_answer(deployment):
    with pytest.raises(ConnectionError):
        deployment.ask("/", port="http", headers={"Host": "evil.example"})
    stranger = ssl.create_default_context()
    with socket.create_connection(("127.0.0.1", deployment.ports["https"])) as connection:
        with pytest.raises(ssl.SSLError):
            stranger.wrap_socket(connection, server_hostname="evil.example")


@pytest.mark.parametrize(("path", "size"), [("/tell-us/", 2 * MIB), ("/admin/login/", 130 * MIB)])
def test_nginx_refuses_what_is_too_large_before_it_is_sent(deployment, path, size):
    answer = deployment.ask(path, method="POST", headers={"Content-Length": str(size)})
    assert (answer.status, answer.headers["x-content-type-options"]) == (413, "nosniff")


def test_the_portal_refuses_what_only_staff_may_send(deployment):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert deployment.ask("/admin/login/", method="POST", body=b"a=" + b"x" * 2 * MIB, headers=form).status in (
        403,
        413,
    )


def test_metrics_are_for_loopback_with_the_token_only(deployment):
    operator = {"Authorization": f"Bearer {deployment.environment['PORTAL_METRICS_TOKEN']}"}
    assert deployment.ask("/metrics", headers=operator).status == 404
    answer = deployment.ask("/metrics", headers=operator, port="portal")
    assert answer.status == 200
    assert "portal_requests_total" in answer.text


def test_requests_of_all_workers_add_up_in_the_metrics(deployment):
    operator = {"Authorization": f"Bearer {deployment.environment['PORTAL_METRICS_TOKEN']}"}

    def answered():
        text = deployment.ask("/metrics", headers=operator, port="portal").text
        return float(
            re.search(
                r'portal_requests_total\{kind="static",status="404"\} (\S+)',
                f'{text}portal_requests_total{{kind="static",status="404"}} 0',
            )[1]
        )

    before = answered()
    for number in range(20):
        deployment.ask(f"/static/lost-{number}.css")
    assert [answered() - before for _ in range(5)] == [20] * 5  # whichever worker answers


def test_who_signs_in_is_known_by_their_own_address_whatever_they_claim(deployment):
    page = deployment.ask("/admin/login/", source="127.0.0.2")
    cookie = re.search(r"csrftoken=(\w+)", page.headers["set-cookie"])[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={cookie}",
        "Referer": f"https://{guide.HOST}/admin/login/",
        "X-Forwarded-For": "203.0.113.9",
    }
    body = f"csrfmiddlewaretoken={token}&username=nobody-here&password=wrong"
    deployment.ask("/admin/login/", method="POST", headers=headers, body=body, source="127.0.0.2")
    noted = psql(deployment, "SELECT DISTINCT ip_address FROM axes_accessattempt")
    assert noted == ["127.0.0.2"]


def test_the_id_of_a_request_is_the_proxys_and_the_same_in_its_log(deployment):
    answer = deployment.ask("/about/?q=shelter-words", headers={"X-Request-ID": "claimed-by-the-visitor"})
    request_id = answer.headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f]{32}", request_id)
    deployment.ask("/help/th/")
    wait_until(lambda: any(request_id in line for line in deployment.lines("access.log")))
    lines = [json.loads(line) for line in deployment.lines("access.log")]
    (line,) = [line for line in lines if line["request_id"] == request_id]
    assert (line["path"], line["status"]) == ("/about/", 200)
    text = "\n".join(deployment.lines("access.log") + deployment.lines("error.log"))
    assert not re.search(r"shelter-words|127\.0\.0\.|/help", text)


def test_the_portals_own_log_is_json_lines(deployment):
    lines = deployment.lines("portal.log")
    assert [line for line in lines if not line.startswith(("{", "The portal is at"))] == []
    assert all(json.loads(line)["level"] for line in lines if line.startswith("{"))


def psql(deployment, statement):
    url = deployment.environment["DATABASE_URL"]
    command = [
        postgres.installed_programs() / "psql",
        "--no-psqlrc",
        "-At",
        "-c",
        statement,
        url.replace("postgres:", "postgresql:"),
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
