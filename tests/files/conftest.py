"""Fixtures of the tests of files."""

from tests.staff import person, record  # noqa: F401 - fixtures
