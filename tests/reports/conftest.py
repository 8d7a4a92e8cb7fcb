"""People in each role, records of one state and of another, and saved reports."""

import pytest

from baliportal.reports.models import SavedReport
from tests.staff import person, record  # noqa: F401 - fixtures


@pytest.fixture
def saved(person):  # noqa: F811 - a fixture
    """Function that makes a saved report, by default one that an editor owns."""

    def make_saved(**values):
        defaults = {"name": "Laws of Fiji", "report": "legislation-register", "question": "country=FJ"}
        owner = values.pop("owner", None) or person("Editor", "keeper")
        return SavedReport.objects.create(**defaults | {"base": "https://portal.example", "owner": owner} | values)

    return make_saved
