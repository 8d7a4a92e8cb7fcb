"""One's own account: the second factor, recovery codes and the password, recorded in the history."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from baliportal.accounts.audit import record_account_act
from baliportal.accounts.models import AccountAct, AuthenticatorApp, RecoveryDevice, SignIn
from baliportal.accounts.sign_in import second_factor
from baliportal.notices.models import Notice

from .account_history import recorded_acts
from .sign_in_steps import PASSWORD, Telephone, codes_on, give_password, is_inside

pytestmark = pytest.mark.django_db
ACCOUNT, SET_UP, OFF, NEW_CODES, AGAIN = (
    reverse(f"admin:account{name}") for name in ("", "_set_up", "_turn_off", "_make_codes", "_password_again")
)


@pytest.fixture
def desk(client, putri):
    give_password(client, "putri")
    return client


def password_again(client, address=ACCOUNT):
    """Password and present code; the code of the same half minute is taken once more."""
    TOTPDevice.objects.update(last_t=-1)
    codes = [Telephone.of(device).code() for device in TOTPDevice.objects.all()]
    return client.post(AGAIN, {"password": PASSWORD, "code": codes, "next": address})


def make_codes(client):
    token = re.search(r'name="token" value="(\w+)"', client.get(NEW_CODES).content.decode())[1]
    return client.post(NEW_CODES, {"token": token}), token


def set_up_app(client):
    telephone = Telephone().scan(client.get(SET_UP))
    return telephone, client.post(SET_UP, {"code": telephone.code()})


def test_the_second_factor_is_optional_where_it_is_not_required(desk, putri):
    _, response = set_up_app(desk)
    assert len(codes_on(response)) == 10
    assert "10 unused codes left" in desk.get(ACCOUNT).content.decode()
    password_again(desk)
    desk.post(OFF)
    assert not TOTPDevice.objects.exists()
    assert not RecoveryDevice.objects.exists()
    assert recorded_acts() == [("putri", what, "putri") for what in ("set-up", "codes", "off")]


def test_moving_to_another_telephone_keeps_one_device_and_the_session(desk, settings):
    set_up_app(desk)
    settings.SECOND_FACTOR_REQUIRED = True
    password_again(desk)
    telephone, response = set_up_app(desk)
    assert response["Location"] == ACCOUNT
    assert AuthenticatorApp.objects.get().bin_key == telephone.key
    assert is_inside(desk)


def test_the_second_factor_stays_where_it_is_required(desk, settings):
    set_up_app(desk)
    settings.SECOND_FACTOR_REQUIRED = True
    password_again(desk)
    assert desk.post(OFF).status_code == 403
    assert TOTPDevice.objects.exists()


def test_new_recovery_codes_replace_the_old_ones(desk):
    _, first = set_up_app(desk)
    old = codes_on(first)
    password_again(desk)
    new = codes_on(make_codes(desk)[0])
    assert len(new) == 10
    assert not set(old) & set(new)
    desk.logout()
    give_password(desk, "putri")
    desk.post(reverse("admin:login_code"), {"code": old[0]})
    assert not is_inside(desk)


def test_reloading_the_page_of_codes_makes_no_new_ones(desk, putri):
    set_up_app(desk)
    password_again(desk)
    shown, token = make_codes(desk)
    again = desk.post(NEW_CODES, {"token": token})
    assert (again["Location"], desk.post(NEW_CODES)["Location"]) == (ACCOUNT, ACCOUNT)
    assert codes_on(desk.get(ACCOUNT)) == codes_on(desk.get(NEW_CODES)) == []
    assert AccountAct.objects.filter(what="codes").count() == 2  # at the set-up, and those that are shown
    code = codes_on(shown)[0].replace(" ", "")
    assert second_factor.verify(putri, code)[0]


@pytest.mark.parametrize("address", [SET_UP, OFF, NEW_CODES])
def test_a_second_factor_is_replaced_only_after_the_password_even_right_after_signing_in(desk, address):
    set_up_app(desk)
    desk.logout()
    telephone = TOTPDevice.objects.get()
    TOTPDevice.objects.update(last_t=-1)  # so that the same half minute's code is taken
    give_password(desk, "putri")
    desk.post(reverse("admin:login_code"), {"code": Telephone.of(telephone).code()})
    assert is_inside(desk)
    for response in (desk.get(address), desk.post(address, {"code": "123456"})):
        assert response["Location"] == f"{AGAIN}?next={address.replace('/', '%2F')}"
    password_again(desk)
    assert desk.get(address).status_code == 200


@pytest.mark.parametrize("address", [SET_UP, OFF, NEW_CODES])
def test_what_changes_the_second_factor_asks_for_the_password_again(desk, password_expired, address):
    for response in (desk.get(address), desk.post(address, {"code": "123456"})):
        assert response["Location"] == f"{AGAIN}?next={address.replace('/', '%2F')}"


def test_the_right_password_redirects_to_the_next_page_and_a_wrong_one_does_not(desk):
    wrong = desk.post(AGAIN, {"password": "wrong", "next": SET_UP})
    assert "That is not your password" in wrong.content.decode()
    assert SignIn.objects.filter(success=False, user__username="putri").count() == 1
    assert desk.post(AGAIN, {"password": PASSWORD, "next": SET_UP})["Location"] == SET_UP
    assert desk.post(AGAIN, {"password": PASSWORD, "next": "https://elsewhere.example"})["Location"] == ACCOUNT


def test_guessing_the_password_again_is_locked_like_signing_in(desk):
    answers = [desk.post(AGAIN, {"password": "wrong"}).status_code for _ in range(6)]
    assert answers[-1] == 429
    assert desk.post(AGAIN, {"password": PASSWORD, "next": SET_UP}).status_code == 429


def test_changing_the_password_is_in_the_history_and_ends_other_sessions(desk, putri):
    elsewhere = Client()
    give_password(elsewhere, "putri")
    new = "people-and-borders-9"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert desk.post(reverse("admin:password_change"), data).status_code == 302
    assert (is_inside(desk), is_inside(elsewhere)) == (True, False)
    assert recorded_acts() == [("putri", "password", "putri")]


def test_a_present_code_is_asked_for_beside_the_password_before_the_second_factor_changes(desk):
    telephone, _ = set_up_app(desk)
    assert desk.get(SET_UP)["Location"].startswith(AGAIN)  # no code was given since the set-up
    TOTPDevice.objects.update(last_t=-1)
    assert "Type the code" in desk.post(AGAIN, {"password": PASSWORD, "next": SET_UP}).content.decode()
    wrong = desk.post(AGAIN, {"password": PASSWORD, "code": "000000", "next": SET_UP})
    assert "That code is not right" in wrong.content.decode()
    assert desk.get(SET_UP)["Location"].startswith(AGAIN)
    assert SignIn.objects.get(success=False).how == "again"
    TOTPDevice.objects.update(throttling_failure_count=0)
    answer = desk.post(AGAIN, {"password": PASSWORD, "code": telephone.code(), "next": SET_UP})
    assert answer["Location"] == SET_UP
    assert desk.get(SET_UP).status_code == 200


def test_a_wrong_password_uses_up_no_recovery_code_and_the_right_one_opens_the_page(desk):
    _, response = set_up_app(desk)
    code = codes_on(response)[0]
    for password, location in (("wrong", None), (PASSWORD, SET_UP), (PASSWORD, None)):
        answer = desk.post(AGAIN, {"password": password, "code": code, "next": SET_UP})
        assert answer.headers.get("Location") == location


def test_the_owner_is_mailed_of_every_change_of_the_protection_and_not_of_other_changes(desk, putri):
    set_up_app(desk)
    password_again(desk)
    make_codes(desk)
    set_up_app(desk)
    password_again(desk)
    desk.post(OFF)
    record_account_act(None, putri, AccountAct.What.CHANGED)
    notices = Notice.objects.filter(recipient=putri).order_by("pk")
    assert [notice.subject.removeprefix("Your account: ") for notice in notices] == [
        "second factor set up", "new recovery codes made", "new recovery codes made", "second factor replaced",
        "second factor turned off",
    ]  # fmt: skip
    assert "from the address 127.0.0.1, by you, or by somebody who signed in as you" in notices[0].body
