"""Administrators assign roles; no manipulated form gives anybody more than a role allows."""

import time

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from baliportal.accounts.models import AccountAct, Official
from baliportal.accounts.sign_in import recovery_codes
from baliportal.accounts.sign_in.authentication import CONFIRMED
from baliportal.catalogue.models import Country

from ..editorial.form import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(person):
    return person("Administrator", "head")


@pytest.fixture
def desk(client, head):
    client.force_login(head)
    return client


def url(user, act="change"):
    return reverse(f"admin:accounts_user_{act}", args=[user.pk])


def give(client, user, **values):
    client.post(url(user), form_data(client.get(url(user))) | values)
    return type(user).objects.get(pk=user.pk)


def group(name):
    return str(Group.objects.get(name=name).pk)


def test_an_account_is_created_with_a_role_and_a_state(desk, django_user_model):
    new = {"username": "sione", "usable_password": "true", "password1": "a-long-secret", "password2": "a-long-secret"}
    desk.post(reverse("admin:accounts_user_add"), new)
    sione = django_user_model.objects.get(username="sione")
    tonga = Country.objects.get(code="TO")
    give(
        desk, sione, is_staff="on", groups=[group("Contributor")],
        **{"official-TOTAL_FORMS": 1, "official-0-country": tonga.pk},
    )  # fmt: skip
    sione = django_user_model.objects.get(username="sione")
    assert sione.has_perm("legislation.add_law")
    assert Official.objects.get(user=sione).country == tonga


def test_nobody_becomes_a_superuser_or_gets_a_permission_of_their_own(desk, head, person):
    permission = Permission.objects.get(codename="delete_user")
    trick = {"is_superuser": "on", "user_permissions": [permission.pk], "is_staff": "on"}
    for user in (person("Editor"), head):
        user = give(desk, user, **trick)
        assert not user.is_superuser
        assert not user.user_permissions.exists()


def test_only_groups_of_the_role_table_can_be_assigned(desk, person):
    strong = Group.objects.create(name="Strong")
    strong.permissions.set(Permission.objects.all())
    editor = give(desk, person("Editor"), groups=[strong.pk])
    assert [role.name for role in editor.groups.all()] == ["Editor"]


def test_nobody_changes_their_own_role(desk, head):
    head = give(desk, head, groups=[], is_active="", is_staff="")
    assert head.is_active
    assert head.groups.get().name == "Administrator"


def test_an_administrator_cannot_change_the_account_of_a_superuser(desk, admin_user):
    before = admin_user.password
    assert desk.post(url(admin_user), {"username": "mine"}).status_code == 403
    assert desk.get(url(admin_user, "password_change")).status_code == 403
    new = {"usable_password": "true", "password1": "a-long-secret", "password2": "a-long-secret"}
    assert desk.post(url(admin_user, "password_change"), new).status_code == 403
    admin_user.refresh_from_db()
    assert (admin_user.username, admin_user.password) == ("admin", before)


@pytest.mark.parametrize("act", ["reset", "link"])
def test_only_a_superuser_recovers_the_account_of_a_superuser(client, admin_user, person, django_user_model, act):
    TOTPDevice.objects.create(user=admin_user, confirmed=True)
    recovery_codes.replace_codes(admin_user)
    another = django_user_model.objects.create_superuser("another", password="a-long-secret")
    for user in (person("Administrator"), person("Publisher"), person("Auditor")):
        _sign_in(client, user)
        for response in (client.get(url(admin_user, act)), client.post(url(admin_user, act), {"reason": "Lost"})):
            assert response.status_code == 403
            assert "login/link/" not in response.content.decode()
        assert url(admin_user, act) not in client.get(url(admin_user)).content.decode()
    assert TOTPDevice.objects.filter(user=admin_user).exists()
    assert recovery_codes.count_unused_codes(admin_user) == 10
    assert not AccountAct.objects.exists()
    _sign_in(client, another)
    assert client.post(url(admin_user, act), {"reason": "Lost"}).status_code in (200, 302)
    assert [(entry.who, entry.what, entry.whose) for entry in AccountAct.objects.all()] == [("another", act, "admin")]


def _sign_in(client, user):
    """Sign in with a password typed just now."""
    client.force_login(user)
    session = client.session
    session[CONFIRMED] = time.time()
    session.save()


def test_a_user_name_cannot_be_changed(desk, person):
    assert give(desk, person("Editor", "putri"), username="ana").username == "putri"


def test_groups_are_read_and_not_changed_by_anybody(desk, admin_client, head):
    address = reverse("admin:auth_group_change", args=[group("Editor")])
    for client in (desk, admin_client):
        assert client.get(address).status_code == 200
        assert client.post(address, {"name": "Editor"}).status_code == 403
        assert client.get(reverse("admin:auth_group_add")).status_code == 403


def test_an_auditor_sees_accounts_without_a_password_in_them(client, person, head):
    client.force_login(person("Auditor"))
    page = client.get(url(head)).content.decode()
    assert "head@example.org" in page
    assert head.password not in page
