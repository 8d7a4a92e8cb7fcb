"""The table of rights: it names what exists, the groups have what it gives, and each admin address asks for a right."""

from inspect import isfunction

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import URLResolver

from baliportal.accounts.groups import sync_groups
from baliportal.accounts.roles import ROLES, permissions_of, rights
from baliportal.catalogue.kinds import all_kinds
from baliportal.editorial.admin.curated import CuratedAdmin

from ..editorial.admin_addresses import NOT_ASKED, OF_MODELS, OTHERS

pytestmark = pytest.mark.django_db


def test_the_table_names_kinds_and_permissions_that_exist():
    rows = Permission.objects.values_list("content_type__app_label", "codename")
    known = {f"{app}.{codename}" for app, codename in rows}
    assert {permission for right in rights() for permission in right.permissions} - known == set()
    assert {role for right in rights() for role in right.roles} == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_each_group_has_what_the_table_gives_it_and_gets_it_back(role):
    from django.apps import apps

    group = Group.objects.get(name=role)
    group.permissions.set(Permission.objects.filter(codename__in=["delete_user", "view_law"]))
    sync_groups(apps)
    rows = group.permissions.values_list("content_type__app_label", "codename")
    assert {f"{app}.{codename}" for app, codename in rows} == permissions_of(role)


def test_every_address_of_the_back_office_is_in_the_table():
    known = {f"{label.replace('.', '_')}_{each.name}" for label, of in OF_MODELS.items() for each in of}
    known |= {each.name for each in OTHERS} | NOT_ASKED
    strange = sorted({name for name in _names(admin.site.urls[0]) if name and name not in known})
    assert strange == [], (
        f"The back office has addresses that tests/editorial/admin_addresses.py does not know: {', '.join(strange)}. "
        "Say there which right each of them asks for, so that it is tested for every role."
    )


def test_the_admins_of_the_kinds_differ_in_fields_and_lists_only():
    """So that laws may speak for the other kinds, of which test_permissions asks a part each day."""
    classes = [type(admin.site._registry[kind.model]) for kind in all_kinds()]
    assert {each.__bases__ for each in classes} == {(CuratedAdmin,)}
    assert {name for each in classes for name, value in vars(each).items() if isfunction(value)} == set()
    assert {each.features for each in classes} == {CuratedAdmin.features}


def _names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        else:
            yield pattern.name
