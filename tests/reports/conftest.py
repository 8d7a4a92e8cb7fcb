"""People in each role, and records of one state and of another."""

from tests.staff import person, record  # noqa: F401 - fixtures
