"""A value that makes no sense stops the start with one clear sentence, and production refuses what is not safe."""

import os
import stat
import subprocess
import sys

import pytest

from baliportal import environment
from baliportal.databases import databases
from baliportal.environment import BASE_DIR, Refused
from baliportal.monitoring.configuration import monitoring

GOOD_KEY = "correct-horse-battery-staple-0123456789-and-then-some-more"
OURS = ["DATABASE_URL", "DATABASE_POOL", "REPLICA_URL", "CACHE_URL", "PORT", "SECRET_KEY", "ALLOWED_HOSTS"]
OURS += ["PORTAL_VAR", "PORTAL_PRODUCTION", "PORTAL_DEBUG", "PORTAL_BEHIND_PROXY", "PORTAL_PROXIES"]
OURS += ["SITE_URL", "DATA_LICENCE", "LINK_CHECKS", "PORTAL_SECOND_FACTOR", "PORTAL_SESSION_IDLE"]
OURS += ["PORTAL_SESSION_HOURS", "CLAMD_URL", "ARCHIVE_LINKS", "PORTAL_WORKERS", "PORTAL_THREADS"]
OURS += ["PORTAL_SLOW_QUERY", "PORTAL_HOUSEKEEPING"]
OURS += ["PORTAL_KEEP_SIGN_INS", "PORTAL_KEEP_FAILURES", "PORTAL_KEEP_EMAIL", "PORTAL_KEEP_NOTICES"]


@pytest.fixture(autouse=True)
def var(monkeypatch, tmp_path):
    """Nothing set but a directory of this test's own."""
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("PORT", "eighty", environment.port),
        ("PORT", "0", environment.port),
        ("PORT", "65536", environment.port),
        ("PORT", "000080000", environment.port),
        ("PORT", "８０", environment.port),
        ("PORTAL_PRODUCTION", "yes", lambda: environment.flag("PORTAL_PRODUCTION")),
        ("PORTAL_PROXIES", "two", environment.proxies),
        ("PORTAL_PROXIES", "6", environment.proxies),
        ("PORTAL_SESSION_IDLE", "1", lambda: environment.number("PORTAL_SESSION_IDLE", 120, 5, 1440)),
        ("PORTAL_SLOW_QUERY", "fast", monitoring),
        ("PORTAL_HOUSEKEEPING", "yes", lambda: environment.flag("PORTAL_HOUSEKEEPING", default=True)),
        ("PORTAL_KEEP_SIGN_INS", "29", environment.retention),
        ("PORTAL_KEEP_FAILURES", "0", environment.retention),
        ("PORTAL_KEEP_EMAIL", "a year", environment.retention),
        ("PORTAL_KEEP_NOTICES", "-1", environment.retention),
        ("ALLOWED_HOSTS", "https://portal.example", lambda: environment.allowed_hosts(production=False)),
        ("ALLOWED_HOSTS", "portal.example:8000", lambda: environment.allowed_hosts(production=False)),
        ("SITE_URL", "portal.example", environment.site_url),
        ("SITE_URL", "ftp://portal.example", environment.site_url),
        ("SITE_URL", "https://portal.example/start", environment.site_url),
        ("SITE_URL", "https://somebody:hidden@portal.example", environment.site_url),
        ("SITE_URL", "https://portal.example?q=1", environment.site_url),
        ("SITE_URL", "https://", environment.site_url),
        ("CACHE_URL", "memcached://cache", environment.cache),
        ("CACHE_URL", "redis://", environment.cache),
        ("CACHE_URL", "redis", environment.cache),
        ("DATABASE_URL", "mysql://portal:hidden@db/portal", lambda: databases(production=False)),
        ("DATABASE_URL", "postgres://portal:hidden@db:port/portal", lambda: databases(production=False)),
        ("DATABASE_URL", "postgres://portal:hidden@db", lambda: databases(production=False)),
        ("REPLICA_URL", "portal:hidden", lambda: databases(production=False)),
        ("PORTAL_VAR", "/dev/null/var", environment.var),
        ("DATA_LICENCE", "CC-BY-5.0", environment.data_licence),
        ("DATA_LICENCE", "cc-by-4.0", environment.data_licence),
        ("DATA_LICENCE", "MIT", environment.data_licence),
        ("CLAMD_URL", "127.0.0.1:3310", environment.clamd_url),
        ("CLAMD_URL", "tcp://127.0.0.1", environment.clamd_url),
        ("CLAMD_URL", "tcp://127.0.0.1:0", environment.clamd_url),
        ("CLAMD_URL", "tcp://127.0.0.1:70000", environment.clamd_url),
        ("CLAMD_URL", "tcp://somebody:hidden@127.0.0.1:3310", environment.clamd_url),
        ("CLAMD_URL", "http://127.0.0.1:3310", environment.clamd_url),
        ("CLAMD_URL", "unix:clamd.ctl", environment.clamd_url),
        ("ARCHIVE_LINKS", "yes", environment.archive_links),
        ("LINK_CHECKS", "yes", lambda: environment.flag("LINK_CHECKS")),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_in_one_sentence(monkeypatch, name, value, read):
    monkeypatch.setenv(name, value)
    with pytest.raises(Refused) as refusal:
        read()
    sentence = str(refusal.value)
    assert sentence.startswith(name)
    assert "\n" not in sentence
    assert "hidden" not in sentence


@pytest.mark.parametrize(
    "unsafe",
    [
        {"SECRET_KEY": ""},
        {"SECRET_KEY": "short"},
        {"SECRET_KEY": "ab" * 40},
        {"ALLOWED_HOSTS": ""},
        {"ALLOWED_HOSTS": "portal.example,*"},
        {"PORTAL_DEBUG": "1"},
    ],
)
def test_production_refuses_what_is_not_safe(unsafe):
    ended = start("manage.py", "check", **production() | unsafe)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert next(iter(unsafe)) in ended.stderr


@pytest.mark.system
def test_production_passes_djangos_own_check_of_a_deployment():
    ended = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", **production())
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORTAL_WORKERS", "many", "PORTAL_WORKERS must be a number from 1 to 64, not 'many'."),
        ("PORTAL_WORKERS", "0", "PORTAL_WORKERS must be a number from 1 to 64, not '0'."),
        ("PORTAL_THREADS", "1", "PORTAL_THREADS must be a number from 2 to 64, not '1'."),
    ],
)
def test_a_server_is_not_started_with_a_number_of_workers_that_makes_no_sense(name, value, sentence):
    ended = start("-c", "import baliportal.server", **{name: value})
    assert (ended.returncode, ended.stderr) == (1, f"{sentence}\n")


def test_workers_and_threads_come_from_the_environment():
    code = "from baliportal import server; print(server.workers, server.threads)"
    assert start("-c", code).stdout == "2 4\n"
    assert start("-c", code, PORTAL_WORKERS="5", PORTAL_THREADS="8").stdout == "5 8\n"


def test_a_web_server_is_told_the_sentence_too_and_not_to_try_again():
    ended = start("-c", "import baliportal.wsgi", PORTAL_PRODUCTION="1")
    assert ended.returncode == 4
    assert len(ended.stderr.splitlines()) == 1


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(var):
    key = environment.secret_key(production=False)
    assert len(key) >= 50
    assert environment.secret_key(production=False) == key
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600


def test_of_two_processes_making_a_key_the_first_wins(var):
    environment.store_new_secret_key(var / "secret-key")
    first = (var / "secret-key").read_text()
    environment.store_new_secret_key(var / "secret-key")
    assert (var / "secret-key").read_text() == first
    assert os.listdir(var) == ["secret-key"]


def test_an_empty_key_file_is_refused_not_used(var):
    (var / "secret-key").touch()
    with pytest.raises(Refused, match="holds no usable key"):
        environment.secret_key(production=False)


def test_a_key_that_was_given_is_not_written_down(var, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", GOOD_KEY)
    assert environment.secret_key(production=False) == GOOD_KEY
    assert os.listdir(var) == []


def test_data_is_under_attribution_unless_another_licence_is_named(monkeypatch):
    path = "https://creativecommons.org/licenses/by/4.0/"
    expected = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": path}
    assert environment.data_licence() == expected
    monkeypatch.setenv("DATA_LICENCE", "ODbL-1.0")
    assert environment.data_licence()["path"] == "https://opendatacommons.org/licenses/odbl/1-0/"


def test_a_new_directory_for_everything_is_open_to_its_owner_alone(monkeypatch, var):
    monkeypatch.setenv("PORTAL_VAR", str(var / "srv" / "new"))
    before = os.umask(0)
    try:
        environment.var("index")
    finally:
        os.umask(before)
    assert stat.S_IMODE((var / "srv" / "new").stat().st_mode) == 0o700


def test_an_empty_variable_counts_as_an_absent_one(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert environment.port() == 8000


def test_without_a_database_address_there_is_a_file_in_var(var):
    database = databases(production=False)["default"]
    assert database["NAME"] == str(var / "portal.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_directory_may_have_any_name(monkeypatch, var):
    monkeypatch.setenv("PORTAL_VAR", str(var / "50% of #1?"))
    assert databases(production=False)["default"]["NAME"] == str(var / "50% of #1?" / "portal.sqlite3")


def test_postgresql_lends_connections_from_a_pool_in_production_only(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal@db/portal?sslmode=require")
    pooled, plain = databases(production=True)["default"], databases(production=False)["default"]
    waits = {"connect_timeout": 3, "tcp_user_timeout": 10_000, "keepalives_idle": 10}
    pool = {"timeout": 5, "reconnect_timeout": 2, "min_size": 2, "max_size": 14}
    assert pooled["OPTIONS"] == {"sslmode": "require", "pool": pool, **waits}
    assert plain["OPTIONS"] == {"sslmode": "require", **waits}


def test_the_replica_stands_beside_the_database_and_is_its_mirror_in_tests(monkeypatch):
    monkeypatch.setenv("REPLICA_URL", "postgres://portal@replica/portal")
    replica = databases(production=False)["replica"]
    assert (replica["HOST"], replica["TEST"]) == ("replica", {"MIRROR": "default"})


def test_a_replica_that_does_not_answer_is_waited_for_a_second_only(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal@db/portal")
    monkeypatch.setenv("REPLICA_URL", "postgres://portal@replica/portal")
    pools = {alias: each["OPTIONS"]["pool"] for alias, each in databases(production=True).items()}
    assert pools["replica"] == pools["default"] | {"timeout": 1}


def production():
    return {"PORTAL_PRODUCTION": "1", "SECRET_KEY": GOOD_KEY, "ALLOWED_HOSTS": "portal.example"}


def start(*arguments, **variables):
    """A fresh process, as an operator starts it."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=os.environ | variables, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://portal.example", "https://portal.example"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        (" ", ""),
    ],
)
def test_the_public_address_is_a_scheme_and_a_host(monkeypatch, given, address):
    monkeypatch.setenv("SITE_URL", given)
    assert environment.site_url() == address


@pytest.mark.parametrize("given", ["tcp://127.0.0.1:3310", "tcp://[::1]:3310", "unix:/run/clamav/clamd.ctl", " "])
def test_the_virus_scanner_is_at_a_port_or_a_socket(monkeypatch, given):
    monkeypatch.setenv("CLAMD_URL", given)
    assert environment.clamd_url() == given.strip()
