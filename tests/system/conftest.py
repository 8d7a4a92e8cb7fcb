"""Indexes to be killed at work."""

from ..search.conftest import filled, index  # noqa: F401 - fixtures
