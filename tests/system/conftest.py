"""Indexes to be killed at work, and portals of their own on both engines."""

import pytest

from .. import postgres
from ..backups.conftest import identity  # noqa: F401 - fixture
from ..search.conftest import filled, index  # noqa: F401 - fixtures
from .released_portal import Portals


@pytest.fixture(params=["sqlite", "postgresql"])
def portals(request, tmp_path):
    """Maker of portals on this engine."""
    if request.param == "sqlite":
        yield Portals(tmp_path)
        return
    programs = postgres.installed_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.server(programs) as url:
        yield Portals(tmp_path, url, programs)
