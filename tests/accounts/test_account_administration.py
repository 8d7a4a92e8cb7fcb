"""Accounts as an administrator changes and recovers them, and their append-only history."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from baliportal.accounts.audit import record_account_act
from baliportal.accounts.models import AccountAct, User
from tests.append_only import put_back

from .account_history import recorded_acts
from .sign_in_steps import PASSWORD, give_password, is_inside, set_up

pytestmark = pytest.mark.django_db
AGAIN = reverse("admin:account_password_again")


@pytest.fixture
def head(db, django_user_model):
    """The administrator, signed in a moment ago."""
    django_user_model.objects.create_superuser("head", password=PASSWORD)
    client = Client()
    give_password(client, "head")
    return client


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


@pytest.mark.parametrize(
    ("site_url", "host", "base"),
    [
        ("", "testserver:9999", "http://testserver/"),  # any port passes ALLOWED_HOSTS; this server listens at 80
        ("", "testserver:80", "http://testserver:80/"),
        ("https://portal.example", "testserver:9999", "https://portal.example/"),
    ],
)
def test_a_one_time_link_holds_no_port_that_the_request_made_up(head, putri, settings, site_url, host, base):
    settings.SITE_URL = site_url
    page = head.post(reverse("admin:accounts_user_link", args=[putri.pk]), headers={"host": host}).content.decode()
    assert re.search(r'value="(https?://[^/"]+/)', page)[1] == base


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
    assert recorded_acts() == [("head", what, "new") for what in ("made", "changed")]
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
    assert recorded_acts() == [("system", "reset", "putri")]
