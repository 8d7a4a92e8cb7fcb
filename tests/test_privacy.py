"""The page about privacy says what the settings and the code do."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.core.cache import cache
from django.utils import timezone

from baliportal import environment
from baliportal.accounts.models import SignIn
from baliportal.accounts.retention import delete_old_sign_ins
from baliportal.editorial.feedback.retention import forget_senders
from baliportal.editorial.models import Feedback
from baliportal.environment import BASE_DIR
from baliportal.notices.delivery import delete_expired
from baliportal.notices.models import Notice
from tests.site.addresses import FIXED

pytestmark = pytest.mark.django_db
OTHER_DAYS = {"sign_ins": 111, "failed_sign_ins": 22, "email_addresses": 33, "notices": 44}
#: Cookies that the portal sets, to whom it may concern; the page has a row for each.
COOKIES = {"sessionid", "csrftoken", "messages", "known_device", "saved-…"}


@pytest.fixture
def other_days(settings):
    settings.RETENTION = {name: timedelta(days=days) for name, days in OTHER_DAYS.items()}


def text_of_page(client):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get("/privacy/").content.decode()))


def test_the_page_says_how_long_things_are_kept_by_the_settings(client, other_days):
    text = text_of_page(client)
    for sentence in (
        "Each sign-in is kept for 111 days, each failed one for 22 days",
        "is deleted after 33 days",
        "Mails that the portal sent to staff are deleted after 44 days",
    ):
        assert sentence in text


def test_what_nobody_set_is_kept_as_the_readme_says(monkeypatch):
    for name in ("SIGN_INS", "FAILURES", "EMAIL", "NOTICES"):
        monkeypatch.delenv(f"PORTAL_KEEP_{name}", raising=False)
    assert {name: period.days for name, period in environment.retention().items()} == {
        "sign_ins": 400, "failed_sign_ins": 90, "email_addresses": 365, "notices": 90,
    }  # fmt: skip


def test_housekeeping_deletes_what_is_older_than_the_settings_say(other_days, putri):
    now = timezone.now()
    for success, ages in ((True, (110, 112)), (False, (21, 23))):
        for age in ages:
            SignIn.objects.create(user=putri, success=success, how="password", at=now - timedelta(days=age))
    for age in (32, 34):
        Feedback.objects.create(token=str(age), page="/", message="Wrong", email="v@example.org",
                                sent_at=now - timedelta(days=age))  # fmt: skip
    for age in (43, 45):
        Notice.objects.create(recipient=putri, key=str(age), subject="-", body="-", sent_at=now - timedelta(days=age))
    assert (delete_old_sign_ins(), forget_senders(), delete_expired()) == (2, 1, 1)
    kept = SignIn.objects.values_list("success", "at")
    assert {(success, (now - at).days) for success, at in kept} == {(True, 110), (False, 21)}
    assert {message.token for message in Feedback.objects.exclude(email="")} == {"32"}
    assert {notice.key for notice in Notice.objects.all()} == {"43"}


def test_the_page_names_every_cookie_and_how_long_it_lives(client, settings):
    rows = {row["name"]: row["duration"] for row in client.get("/privacy/").context["cookies"]}
    assert set(rows) == COOKIES
    assert rows["sessionid"] == "Ends after 2 hours without a request, at most 12 hours"
    assert rows["saved-…"] == "1 hour"
    settings.SESSION_IDLE = timedelta(minutes=45)
    cache.clear()  # keys of pages hold the settings that the process started with
    assert "45 minutes" in text_of_page(client)


def test_code_that_sets_a_cookie_is_known_here():
    """Django's own are the session, the form token and messages; ours are set in two places."""
    setting = [
        str(path.relative_to(BASE_DIR))
        for folder in ("baliportal", "members", "workshops", "legislation", "resources")
        for path in (BASE_DIR / folder).rglob("*.py")
        if re.search(r"\bset_(signed_)?cookie\(", path.read_text())
    ]
    assert sorted(setting) == [
        "baliportal/accounts/sign_in/known_devices.py",
        "baliportal/catalogue/admin/draft_token.py",
    ]
    scripts = [path for path in (BASE_DIR / "static").rglob("*.js") if "document.cookie =" in path.read_text()]
    assert [path.name for path in scripts] == ["forget.js"]  # it deletes one


def test_drafts_in_the_browser_live_as_long_as_the_page_says(client):
    days = re.search(r"const DAYS = (\d+);", (BASE_DIR / "static/js/record-form/store.js").read_text())[1]
    assert f"for {days} days at most" in text_of_page(client)


@pytest.mark.usefixtures("starter_index")
def test_visitors_get_no_cookie(client):
    asked = [
        "/",
        "/search/?q=visa",
        "/legislation/",
        "/legislation.csv",
        "/help/",
        "/tell-us/",
        "/officials/",
        "/nowhere/",
    ]
    assert {address: dict(client.get(address).cookies) for address in asked} == {address: {} for address in asked}


def test_the_page_stands_in_the_footer_and_in_the_sitemap(client):
    assert '<a href="/privacy/">Privacy</a>' in client.get("/about/").content.decode()
    assert "/privacy/" in FIXED
    assert "/privacy/" in import_module("baliportal.sitemaps").Fixed().items()


def test_pages_load_nothing_from_elsewhere():
    """Of every template and style sheet: what a browser loads by itself has an address of the portal."""
    loading = re.compile(
        r"""(?:src|srcset|data|action)=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import"""
    )
    files = [*(BASE_DIR / "templates").rglob("*.html"), *(BASE_DIR / "static" / "css").rglob("*.css")]
    assert len(files) > 200
    assert [path.name for path in files if loading.search(path.read_text())] == []
