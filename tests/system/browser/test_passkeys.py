"""Passkeys in a real browser, with a virtual authenticator that stands for a telephone or a security key."""

import pytest
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from baliportal.accounts.models import AuthenticatorApp, Passkey

from ...accounts.sign_in_steps import PASSWORD, Telephone
from .marks import pytestmark  # noqa: F401
from .test_admin import visit

MINE, LOGIN = reverse("admin:account_passkeys"), reverse("admin:login")
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def telephone(starter, putri, settings):
    """The authenticator app of Putri, who has to give a second factor."""
    settings.SECOND_FACTOR_REQUIRED = True
    app = AuthenticatorApp(user=putri, name="Authenticator app", confirmed=True)
    app.set_secret(bytes(range(20)))
    app.save()
    return Telephone.of(app)


@pytest.fixture
def device(page):
    """The connection to the browser's virtual authenticator, and its number."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def give_code(page, telephone):
    TOTPDevice.objects.update(last_t=-1)  # the code of one half minute is taken more than once here
    page.get_by_label("Code").fill(telephone.code())
    page.get_by_role("button", name="Go on").click()


def sign_in(page, portal, telephone):
    page.goto(portal + LOGIN)
    page.get_by_label("Name").fill("putri")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    give_code(page, telephone)


def add_passkey(page, portal, telephone):
    sign_in(page, portal, telephone)
    page.goto(portal + MINE)
    page.get_by_label("Your password").fill(PASSWORD)
    give_code(page, telephone)
    page.get_by_label("Its name").fill("Telephone")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("signs you in from now on").wait_for()


def test_a_passkey_is_added_signs_in_and_is_removed(page, portal, telephone, device):
    session, number = device
    add_passkey(page, portal, telephone)
    assert page.get_by_role("rowheader", name="Telephone").is_visible()
    assert visit(page, portal, [MINE, reverse("admin:account_sessions"), reverse("admin:account")]) == {}
    page.get_by_role("button", name="Log out").click()

    for site, start in ((LOGIN, reverse("admin:index")), (reverse("accounts:login"), reverse("officials"))):
        page.context.clear_cookies()
        page.goto(portal + site)
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url(portal + start)

    session.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    page.context.clear_cookies()
    page.goto(portal + LOGIN)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("No passkey was used").wait_for()
    assert page.complaints == []


def test_a_removed_passkey_is_refused_in_words(page, portal, telephone, device):
    add_passkey(page, portal, telephone)
    page.get_by_role("button", name="Remove Telephone").click()
    page.get_by_text("signs nobody in any more").wait_for()
    assert not Passkey.objects.exists()
    page.context.clear_cookies()
    page.goto(portal + LOGIN)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("This passkey was not accepted").wait_for()


def test_without_a_script_everybody_signs_in_as_before_and_sees_no_button_that_does_nothing(browser, portal, telephone):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, portal, telephone)
    assert page.url == portal + reverse("admin:index")
    context.clear_cookies()
    page.goto(portal + LOGIN)
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    context.close()
