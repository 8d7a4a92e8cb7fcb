"""Fixtures of the tests of feeds."""

from ..site.conftest import empty_page_cache, empty_portal  # noqa: F401 - fixtures
