"""Sign-in: name and password, then a second factor; every attempt is recorded."""

import pytest
from django.contrib import admin
from django.contrib.auth.hashers import get_hashers, identify_hasher, make_password
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from baliportal.accounts.models import AccountAct, AuthenticatorApp, RecoveryCode, SignIn
from baliportal.accounts.sign_in.admin_site import PortalAdminSite

from .sign_in_steps import PASSWORD, Telephone, codes_on, give_password, is_inside, set_up

pytestmark = pytest.mark.django_db
INDEX, LOGIN, CODE, SET_UP = (reverse(f"admin:{name}") for name in ("index", "login", "login_code", "login_set_up"))


@pytest.fixture
def strict(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def signed_up(client, putri, strict):
    """Putri with a second factor, signed out again: her telephone and her recovery codes."""
    give_password(client, "putri")
    telephone, codes = set_up(client)
    client.post(reverse("admin:logout"))
    SignIn.objects.all().delete()
    return telephone, codes


def test_the_admin_site_is_the_portals_own():
    assert isinstance(admin.site._wrapped, PortalAdminSite) or isinstance(admin.site, PortalAdminSite)


def test_outside_production_the_password_is_enough(client, putri):
    response = give_password(client, "putri")
    assert (response.status_code, response["Location"]) == (302, INDEX)
    assert is_inside(client)


def test_after_signing_in_the_next_page_opens_unless_it_is_on_another_site(client, putri):
    wanted = reverse("admin:legislation_law_changelist")
    response = client.post(f"{LOGIN}?next={wanted}", {"username": "putri", "password": PASSWORD})
    assert response["Location"] == wanted
    client.logout()
    response = client.post(f"{LOGIN}?next=https://elsewhere.example/", {"username": "putri", "password": PASSWORD})
    assert response["Location"] == INDEX


def test_where_a_second_factor_is_required_a_session_without_it_opens_nothing(client, putri, strict):
    client.force_login(putri)
    for name in ("index", "account", "account_set_up", "account_make_codes", "legislation_law_changelist"):
        response = client.get(reverse(f"admin:{name}"))
        assert (response.status_code, response["Location"].split("?")[0]) == (302, LOGIN)


def test_a_user_without_a_second_factor_sets_one_up_before_anything_else(client, putri, strict):
    response = give_password(client, "putri")
    assert response["Location"] == SET_UP
    assert not is_inside(client)
    telephone = Telephone().scan(client.get(SET_UP))
    assert client.post(SET_UP, {"code": "000000"}).status_code == 200
    assert not is_inside(client)
    response = client.post(SET_UP, {"code": telephone.code()})
    assert len(codes_on(response)) == 10
    assert is_inside(client)


def test_a_code_is_required_and_a_wrong_one_opens_nothing(client, signed_up):
    telephone, _ = signed_up
    assert give_password(client, "putri")["Location"] == CODE
    assert not is_inside(client)
    page = client.post(CODE, {"code": "123456" if telephone.code() != "123456" else "654321"})
    assert "not right" in page.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0, last_t=-1)
    assert client.post(CODE, {"code": telephone.code()})["Location"] == INDEX
    assert is_inside(client)


def test_one_code_signs_in_once(client, signed_up):
    telephone, _ = signed_up
    TOTPDevice.objects.update(last_t=-1)
    code = telephone.code()
    for accepted in (True, False):
        give_password(client, "putri")
        assert (client.post(CODE, {"code": code}).status_code == 302) is accepted
        client.logout()


def test_a_recovery_code_signs_in_once_however_it_is_typed(client, signed_up):
    _, codes = signed_up
    for accepted in (True, False):
        give_password(client, "putri")
        assert (client.post(CODE, {"code": codes[0].upper().replace(" ", "-")}).status_code == 302) is accepted
        client.logout()
    assert RecoveryCode.objects.count() == len(codes) - 1


def test_wrong_codes_make_one_wait_and_the_page_says_how_long(client, signed_up):
    telephone, _ = signed_up
    give_password(client, "putri")
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": "000000"})
    TOTPDevice.objects.update(throttling_failure_count=6, throttling_failure_timestamp=timezone.now(), last_t=-1)
    page = client.post(CODE, {"code": telephone.code()}).content.decode()
    assert "Too many wrong codes. Wait 3" in page
    assert not is_inside(client)


def test_the_code_page_needs_a_recent_password(client, signed_up, monkeypatch):
    assert client.get(CODE)["Location"] == LOGIN
    give_password(client, "putri")
    assert client.get(CODE).status_code == 200
    monkeypatch.setattr("baliportal.accounts.sign_in.pending_login.SECONDS", -1)
    assert client.get(CODE)["Location"] == LOGIN


def test_a_change_of_the_password_ends_the_pending_login(client, signed_up, putri):
    give_password(client, "putri")
    putri.set_password("another-password-2002")
    putri.save()
    assert client.get(CODE)["Location"] == LOGIN


def test_a_user_with_a_second_factor_cannot_set_up_another_with_the_password_alone(client, signed_up):
    give_password(client, "putri")
    assert client.get(SET_UP)["Location"] == LOGIN
    assert TOTPDevice.objects.count() == 1


def test_recovery_codes_are_in_the_response_that_made_them_and_in_no_session(client, putri, strict):
    give_password(client, "putri")
    _, codes = set_up(client)
    assert len(set(codes)) == 10
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    assert sessions
    assert not [code for code in codes if any(code.replace(" ", "") in kept for kept in sessions)]
    assert "no-store" in client.post(reverse("admin:account_make_codes")).headers["Cache-Control"]


def test_officials_without_access_to_the_desk_get_a_message(client, tomasi):
    page = give_password(client, "tomasi")
    assert page.status_code == 200
    assert "errornote" in page.content.decode()


# What is written down


def test_every_attempt_is_recorded_and_shown_to_its_user(client, signed_up):
    telephone, _ = signed_up
    give_password(client, "putri", "wrong")
    give_password(client, "putri")
    client.post(CODE, {"code": "no-such-code"})
    TOTPDevice.objects.update(last_t=-1)
    client.post(CODE, {"code": telephone.code()})
    rows = [(row.how, row.success, row.user.username) for row in SignIn.objects.order_by("pk")]
    assert rows == [("password", False, "putri"), ("recovery", False, "putri"), ("code", True, "putri")]
    page = client.get(reverse("admin:account_sign_ins")).content.decode()
    assert page.count("failed</td>") == 2
    assert page.count("signed in</td>") == 1


def test_an_unknown_user_name_is_not_stored(client, db):
    give_password(client, "my-secret-typed-in-the-wrong-place", "x")
    row = SignIn.objects.get()
    assert row.user is None
    assert "secret" not in str(row.__dict__)


def test_nobody_sees_the_sign_ins_of_others(client, putri, ana):
    give_password(client, "ana", "wrong")
    client.force_login(putri)
    assert "failed</td>" not in client.get(reverse("admin:account_sign_ins")).content.decode()
    assert client.get(reverse("admin:accounts_signin_changelist")).status_code == 403


# Words and hashes


def test_the_sign_in_form_tells_browsers_what_its_inputs_are(client, db):
    page = client.get(LOGIN).content.decode()
    for said in ('autocomplete="username"', 'autocomplete="current-password"', '<label for="id_username"'):
        assert said in page


def test_the_code_input_is_a_one_time_code(client, signed_up):
    give_password(client, "putri")
    assert 'autocomplete="one-time-code"' in client.get(CODE).content.decode()


def test_passwords_are_hashed_with_argon2_and_older_hashes_are_upgraded(settings, client, putri):
    from baliportal import settings as ours

    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
    get_hashers.cache_clear()
    assert identify_hasher(make_password("x")).algorithm == "argon2"
    putri.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    putri.save()
    give_password(client, "putri")
    putri.refresh_from_db()
    assert identify_hasher(putri.password).algorithm == "argon2"


def test_setting_up_is_in_the_history_of_accounts(signed_up):
    assert [act.what for act in AccountAct.objects.order_by("pk")] == ["set-up", "codes"]
    assert {(act.who, act.whose) for act in AccountAct.objects.all()} == {("putri", "putri")}


def test_two_windows_setting_up_leave_one_second_factor(putri, strict):
    first, second = Client(), Client()
    for window in (first, second):
        give_password(window, "putri")
    mine, late = Telephone().scan(first.get(SET_UP)), Telephone().scan(second.get(SET_UP))
    first.post(SET_UP, {"code": mine.code()})
    assert second.post(SET_UP, {"code": late.code()})["Location"] == LOGIN
    assert AuthenticatorApp.objects.get().bin_key == mine.key
