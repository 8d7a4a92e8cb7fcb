"""Fixtures of the tests of the starter content."""

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from .folder import Folder

OURS = ["catalogue", "members", "workshops", "legislation", "resources"]


@pytest.fixture
def folder(tmp_path):
    """A few rows of every starter file, to be edited."""
    return Folder(tmp_path)


@pytest.fixture
def small_folder(tmp_path):
    """Starter files that stand on their own in an empty catalogue."""
    return Folder(tmp_path, keep=20, only=["countries.csv", "topics.csv", "organisations.csv"])


@pytest.fixture
def nothing(db):
    """The catalogue as it is before the first start, until the test is over."""
    tables = [model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models(True)]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
            cursor.execute(statement)
