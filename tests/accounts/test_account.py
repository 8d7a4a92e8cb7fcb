"""One's own account and its recovery by an administrator, all recorded in an append-only history."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from baliportal.accounts.audit import record_account_act
from baliportal.accounts.models import AccountAct, RecoveryDevice, SignIn, User
from baliportal.accounts.sign_in import second_factor
from tests.append_only import put_back

from .sign_in_steps import PASSWORD, Telephone, codes_on, give_password, is_inside, set_up

pytestmark = pytest.mark.django_db
ACCOUNT, SET_UP, OFF, NEW_CODES, AGAIN = (
    reverse(f"admin:account{name}") for name in ("", "_set_up", "_turn_off", "_make_codes", "_password_again")
)


@pytest.fixture
def desk(client, putri):
    give_password(client, "putri")
    return client


@pytest.fixture
def head(db, django_user_model):
    """The administrator, signed in a moment ago."""
    django_user_model.objects.create_superuser("head", password=PASSWORD)
    client = Client()
    give_password(client, "head")
    return client


@pytest.fixture
def password_expired(monkeypatch):
    monkeypatch.setattr("baliportal.accounts.sign_in.authentication.PASSWORD_VALID_SECONDS", -1)


def acts():
    return [(act.who, act.what, act.whose) for act in AccountAct.objects.order_by("pk")]


def password_again(client):
    client.post(AGAIN, {"password": PASSWORD})


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
    assert acts() == [("putri", what, "putri") for what in ("set-up", "codes", "off")]


def test_moving_to_another_telephone_keeps_one_device_and_the_session(desk, settings):
    set_up_app(desk)
    settings.SECOND_FACTOR_REQUIRED = True
    password_again(desk)
    telephone, response = set_up_app(desk)
    assert response["Location"] == ACCOUNT
    assert TOTPDevice.objects.get().bin_key == telephone.key
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
    assert acts() == [("putri", "password", "putri")]


# Recovery by an administrator


def test_a_lost_second_factor_is_reset_with_a_reason_that_stays(head, client, putri, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    give_password(client, "putri")
    set_up(client)
    settings.SECOND_FACTOR_REQUIRED = False
    address = reverse("admin:accounts_user_reset", args=[putri.pk])
    assert address in head.get(reverse("admin:accounts_user_change", args=[putri.pk])).content.decode()
    assert "Say why" in head.post(address, {"reason": ""}).content.decode()
    assert TOTPDevice.objects.exists()
    head.post(address, {"reason": "Came to my desk with her passport"})
    settings.SECOND_FACTOR_REQUIRED = True
    assert not is_inside(client)
    assert give_password(client, "putri")["Location"] == reverse("admin:login_set_up")
    act = AccountAct.objects.first()
    assert (act.who, act.what, act.whose, act.note) == ("head", "reset", "putri", "Came to my desk with her passport")
    history = head.get(reverse("admin:accounts_user_history", args=[putri.pk]))
    settings.SECOND_FACTOR_REQUIRED = False
    history = head.get(reverse("admin:accounts_user_history", args=[putri.pk])).content.decode()
    assert "Came to my desk with her passport" in history


def test_resetting_asks_for_the_administrators_own_password_again(head, putri, password_expired):
    response = head.post(reverse("admin:accounts_user_reset", args=[putri.pk]), {"reason": "x"})
    assert response["Location"].startswith(AGAIN)


@pytest.mark.parametrize("name", ["reset", "link"])
def test_only_users_who_may_change_accounts_may_recover_them(client, putri, ana, name):
    address = reverse(f"admin:accounts_user_{name}", args=[putri.pk])
    assert client.get(address).status_code == 302
    give_password(client, "ana")
    assert client.get(address).status_code == 403
    ana.user_permissions.add(Permission.objects.get(codename="view_user"))
    assert client.post(address, {"reason": "x"}).status_code == 403


def test_a_one_time_link_lets_its_owner_choose_a_password_once(head, client, putri):
    page = head.post(reverse("admin:accounts_user_link", args=[putri.pk])).content.decode()
    link = re.search(r'value="http://testserver(/[^"]+)"', page)[1]
    form = client.get(link, follow=True)
    [(where, _)] = form.redirect_chain
    new = "people-and-borders-9"
    assert client.post(where, {"new_password1": new, "new_password2": new})["Location"] == reverse("admin:login")
    assert not is_inside(client)
    give_password(client, "putri", new)
    assert is_inside(client)
    assert "This link was used already" in Client().get(link, follow=True).content.decode()
    assert [act.what for act in AccountAct.objects.order_by("pk")] == ["link", "password"]


def test_changes_of_accounts_are_in_their_history_with_the_fields(head):
    data = {"username": "new", "usable_password": "true", "password1": PASSWORD + "x", "password2": PASSWORD + "x"}
    assert head.post(reverse("admin:accounts_user_add"), data).status_code == 302
    user = User.objects.get(username="new")
    data = {"username": "new", "is_staff": "on", "official-TOTAL_FORMS": 0, "official-INITIAL_FORMS": 0}
    assert head.post(reverse("admin:accounts_user_change", args=[user.pk]), data).status_code == 302
    assert acts() == [("head", what, "new") for what in ("made", "changed")]
    assert "Staff status" in AccountAct.objects.get(what="changed").note


def test_secrets_of_second_factors_are_not_in_the_admin(head):
    for model in ("otp_totp_totpdevice", "accounts_recoverydevice"):
        app, _, name = model.rpartition("_")
        assert head.get(f"/admin/{app}/{name}/").status_code == 404


# The history is append-only


@pytest.fixture
def protected(db):
    """The triggers again, which the suite lifts on SQLite; gone with the test's transaction."""
    put_back(connection, "accounts_accountact")


@pytest.mark.parametrize("act", ["UPDATE accounts_accountact SET who = 'nobody'", "DELETE FROM accounts_accountact"])
def test_the_database_refuses_to_change_the_history_of_accounts(protected, putri, act):
    record_account_act(None, putri, AccountAct.What.RESET)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_the_model_refuses_too(putri):
    act = record_account_act(None, putri, AccountAct.What.RESET)
    for change in (act.save, act.delete, AccountAct.objects.all().delete, lambda: AccountAct.objects.update(who="x")):
        with pytest.raises(TypeError, match="append-only"):
            change()


def test_the_history_outlives_the_account(putri):
    record_account_act(None, putri, AccountAct.What.RESET)
    putri.delete()
    assert acts() == [("system", "reset", "putri")]
