"""Fixtures of the tests of laws and treaties: records of one's own state and of another."""

from tests.staff import record  # noqa: F401 - a fixture
