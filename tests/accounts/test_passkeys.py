"""Passkeys: added after password and code, named, signed in with, removed."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from baliportal.accounts.models import AccountAct, Passkey, SignIn
from baliportal.notices.models import Notice

from .account_history import recorded_acts
from .sign_in_steps import PASSWORD, give_password, is_inside, set_up
from .soft_passkey import PRESENT, SoftPasskey

pytestmark = pytest.mark.django_db
MINE, AGAIN, SIGN_IN, OPTIONS, LOGIN = (
    reverse(f"admin:{name}")
    for name in ("account_passkeys", "account_password_again", "login_passkey", "login_passkey_options", "login")
)


@pytest.fixture(autouse=True)
def strict(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def desk(putri):
    """Putri, signed in at the host of the passkeys, a moment after she gave password and code again."""
    client = Client(headers={"host": "localhost"})
    give_password(client, "putri")
    telephone, _ = set_up(client)
    TOTPDevice.objects.update(last_t=-1)
    client.post(AGAIN, {"password": PASSWORD, "code": telephone.code()})
    return client


@pytest.fixture
def passkey(desk):
    """A passkey of Putri's."""
    made = SoftPasskey()
    add(desk, made)
    return made


def add(client, passkey, name="Key on my ring"):
    page = client.get(MINE).content.decode()
    options = json.loads(re.search(r'<script id="passkey-options" type="application/json">(.*?)</script>', page)[1])
    return client.post(MINE, {"name": name, "credential": passkey.create(options)}, follow=True).content.decode()


def sign_in(client, passkey, **data):
    return client.post(SIGN_IN, {"credential": passkey.sign(client.post(OPTIONS).json()), **data})


def test_a_passkey_signs_in_without_password_and_code_as_often_as_wanted(passkey):
    for _ in range(2):
        client = Client(headers={"host": "localhost"})
        assert sign_in(client, passkey)["Location"] == reverse("admin:index")
        assert is_inside(client)
    assert [each.how for each in SignIn.objects.filter(success=True)[:2]] == ["passkey", "passkey"]
    assert Passkey.objects.get().last_used_at


def test_adding_one_asks_for_password_and_code_and_is_in_the_history_and_mailed(desk, passkey, putri):
    assert recorded_acts()[-1] == ("putri", "passkey", "putri")
    assert Notice.objects.filter(recipient=putri, subject="Your account: passkey added").exists()
    other = Client(headers={"host": "localhost"})
    sign_in(other, passkey)
    for answer in (other.get(MINE), other.post(MINE, {"remove": Passkey.objects.get().pk})):
        assert answer["Location"].startswith(AGAIN)
    assert Passkey.objects.exists()


def test_a_removed_passkey_opens_nothing_and_ends_what_it_opened(desk, passkey):
    client = Client(headers={"host": "localhost"})
    sign_in(client, passkey)
    number = Passkey.objects.get().pk
    assert (
        "“Key on my ring” signs nobody in any more" in desk.post(MINE, {"remove": number}, follow=True).content.decode()
    )
    assert not is_inside(client)
    answer = sign_in(client, passkey)
    assert answer["Location"] == LOGIN
    assert "was not accepted" in client.get(LOGIN).content.decode()
    assert recorded_acts()[-1] == ("putri", "no-passkey", "putri")


def test_a_reset_by_an_administrator_removes_passkeys_too(passkey, putri, rf):
    from baliportal.accounts.sign_in import second_factor

    second_factor.remove(None, putri, what=AccountAct.What.RESET)
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"flags": PRESENT},  # whoever holds the device was not verified
        {"origin": "http://evil.localhost"},
        {"origin": "https://evil.example"},
        {"host": "evil.example"},
        {"id": bytes(32)},
        {"handle": "AAAA"},
    ],
)
def test_what_another_site_or_an_unverified_person_signed_opens_nothing(passkey, wrong):
    client = Client(headers={"host": "localhost"})
    vars(passkey).update(wrong)
    assert sign_in(client, passkey)["Location"] == LOGIN
    assert not is_inside(client)
    assert SignIn.objects.first().success is False


def test_a_challenge_is_answered_once_and_none_of_another_session(passkey):
    client, other = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    answer = passkey.sign(client.post(OPTIONS).json())
    other.post(OPTIONS)
    assert other.post(SIGN_IN, {"credential": answer})["Location"] == LOGIN
    assert client.post(SIGN_IN, {"credential": answer})["Location"] == reverse("admin:index")
    client.post(reverse("admin:logout"))
    assert client.post(SIGN_IN, {"credential": answer})["Location"] == LOGIN


def test_a_copied_passkey_whose_counter_does_not_go_on_is_refused(passkey):
    client = Client(headers={"host": "localhost"})
    passkey.counter = 5
    assert sign_in(client, passkey)["Location"] == reverse("admin:index")
    client.post(reverse("admin:logout"))
    assert sign_in(client, passkey)["Location"] == LOGIN


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '{"id": "AA", "rawId": "AA", "response": {}}'])
def test_what_is_no_answer_is_refused_in_words(desk, credential):
    desk.get(MINE)
    page = desk.post(MINE, {"name": "x", "credential": credential}, follow=True).content.decode()
    assert "answer was not accepted" in page
    client = Client(headers={"host": "localhost"})
    client.post(OPTIONS)
    assert client.post(SIGN_IN, {"credential": credential})["Location"] == LOGIN


def test_an_inactive_account_and_one_without_the_back_office_are_not_let_in(passkey, putri):
    client = Client(headers={"host": "localhost"})
    putri.is_staff = False
    putri.save()
    assert sign_in(client, passkey)["Location"] == LOGIN
    putri.is_staff, putri.is_active = True, False
    putri.save()
    assert sign_in(client, passkey)["Location"] == LOGIN


def test_after_signing_in_the_next_page_opens_unless_it_is_on_another_site(passkey):
    client, wanted = Client(headers={"host": "localhost"}), reverse("admin:legislation_law_changelist")
    assert sign_in(client, passkey, next=wanted)["Location"] == wanted
    assert sign_in(client, passkey, next="https://elsewhere.example/")["Location"] == reverse("admin:index")


def test_the_same_passkey_is_added_once(desk, passkey):
    assert "is there already" in add(desk, passkey)
    assert Passkey.objects.count() == 1
