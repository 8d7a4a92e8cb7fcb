"""People in each role, and records of one state and of another."""

from ..editorial.conftest import person, record  # noqa: F401 - fixtures
