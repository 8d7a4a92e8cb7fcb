"""The groups as the table of roles says: made anew after every migration, so that they never differ from it."""

from django.contrib.auth.management import create_permissions

from .roles import ROLES, permissions_of


def follow_the_table(apps=None, using="default", **_):
    """Give each role's group just the permissions that the table names; a receiver of `post_migrate`.

    `apps` are those of the migration; a database that was merely emptied has today's.
    """
    from django.apps import apps as present

    try:
        (apps or present).get_model("accounts", "Official")
    except LookupError:  # the tables of this app are not there yet, or no longer
        return
    for config in present.get_app_configs():  # whose turn comes after ours has none of its permissions yet
        create_permissions(config, verbosity=0, using=using)
    _grant(using)


def _grant(using):
    from django.contrib.auth.models import Group, Permission

    rows = Permission.objects.using(using).values_list("content_type__app_label", "codename", "pk")
    known = {f"{app}.{codename}": pk for app, codename, pk in rows}
    for role in ROLES:
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([known[name] for name in permissions_of(role) if name in known])
