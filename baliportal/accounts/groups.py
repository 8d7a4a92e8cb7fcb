"""Groups generated from the role table after every migration, so that the two never differ."""

from django.contrib.auth.management import create_permissions

from .roles import ROLES, permissions_of


def sync_groups(apps=None, using="default", **_):
    """Set the permissions of each role's group to those of the role table; receiver of `post_migrate`.

    `apps` is the app registry of the migration, None after `flush`, where the current registry is used.
    """
    from django.apps import apps as current_apps

    try:
        (apps or current_apps).get_model("accounts", "Official")
    except LookupError:  # The tables of this app do not exist yet, or no longer.
        return
    for config in current_apps.get_app_configs():  # Apps that come after this one have no permissions yet.
        create_permissions(config, verbosity=0, using=using)
    _grant_permissions(using)


def _grant_permissions(using):
    from django.contrib.auth.models import Group, Permission

    rows = Permission.objects.using(using).values_list("content_type__app_label", "codename", "pk")
    pks = {f"{app}.{codename}": pk for app, codename, pk in rows}
    for role in ROLES:
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([pks[name] for name in permissions_of(role) if name in pks])
