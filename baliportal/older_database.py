"""Refusal of a database of another version of the portal that this version cannot migrate."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .environment import BASE_DIR, Refused

#: Labels of apps in versions before the migrations began anew.
FORMER_APPS = {"curation"}
INSTALLED_BY_PIP = "site-packages"


def refuse_an_older_database():
    """Raise Refused, in one sentence, when migrations of the portal are applied that this code does not have."""
    unknown = unknown_migrations(set(MigrationRecorder(connection).applied_migrations()))
    if unknown:
        raise Refused(_sentence(unknown))


def unknown_migrations(applied):
    """The migrations of the portal that this code lacks, of a set of applied ones: pairs of app and name."""
    return sorted(key for key in applied - _known() if key[0] in _own_apps())


def _known():
    """Migrations on disk, and those that a squashed one replaces."""
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return set(on_disk) | {key for migration in on_disk.values() for key in migration.replaces}


def _own_apps():
    """Labels of the portal's apps, present and former; migrations of third-party apps no longer used are harmless."""
    installed = {app.label for app in apps.get_app_configs() if _is_own(Path(app.path))}
    return installed | FORMER_APPS


def _is_own(path):
    return path.is_relative_to(BASE_DIR) and INSTALLED_BY_PIP not in path.parts


def _sentence(unknown):
    app, name = unknown[0]
    if any(app in FORMER_APPS and not apps.is_installed(f"baliportal.{app}") for app, _ in unknown):
        reason = "was made by an older version, whose data cannot be carried over"
    else:
        reason = f"was made by another version, which has the migration {app}.{name} that this one lacks"
    return f"The database in {_location()} {reason}: {_remedy()}, or go on with the version that made it."


def _location():
    return settings.VAR if _is_in_var() else "DATABASE_URL"  # the address may hold a password


def _remedy():
    if _is_in_var():
        return f"move that directory away (for example: mv {settings.VAR} {settings.VAR}.old) and start again"
    return f"name an empty database there, move {settings.VAR} away and start again"


def _is_in_var():
    return connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]).is_relative_to(settings.VAR)
