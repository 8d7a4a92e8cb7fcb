"""Several processes that write at once: search finds what each of them wrote."""

import pytest
from django.test import override_settings

from baliportal.catalogue.models import JournalHead
from baliportal.search.index.sync import get_index
from baliportal.search.query import search

from ...processes import finished, start_python

pytestmark = pytest.mark.django_db(transaction=True)
WRITER = """
from legislation.models import Law
for n in range(15):
    Law.objects.create(title=f"Okapi {name} {{n}}", slug=f"okapi-{name}-{{n}}", status="published")
"""


def test_several_processes_write_at_once_and_all_is_found(tmp_path):
    with override_settings(INDEX_ROOT=tmp_path / "index"):
        finished(*(start_python(WRITER.format(name=name), tmp_path) for name in "abc"))
        assert get_index().number == JournalHead.current()
        assert search(get_index(), "okapi").total == 45
