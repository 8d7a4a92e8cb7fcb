"""Files in records: versions of before a takedown can be had again, without what was taken down."""

import pytest

from baliportal.catalogue import journal
from baliportal.catalogue.journal.history import revert
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, to_record
from baliportal.files.takedowns import erase
from legislation.models import Law

from .storing import file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def law():
    return Law.objects.create(title="An Act", slug="an-act", status=Status.PUBLISHED)


def rows(law):
    return [(file.name, file.size) for file in Law.objects.get(pk=law.pk).files.all()]


def test_a_version_of_before_a_takedown_comes_back_without_the_bytes(law, ana, vera):
    file = file_of(law, b"private after all", name="act.txt")
    with_file = Change.objects.of(law).first()
    file.delete()
    erase(file.sha256, by=ana, reason="Names a victim")
    revert(Law.objects.get(pk=law.pk), to=with_file, by=ana)
    assert rows(law) == [("act.txt", 0)]
    assert vera.get(file.get_absolute_url()).status_code == 410
    page = vera.get(law.get_absolute_url()).content.decode()
    assert "Taken down on" in page


def test_a_record_of_before_a_takedown_can_be_written_and_one_with_an_unknown_file_cannot(law, ana):
    file = file_of(law, b"private after all", name="act.txt")
    record = to_record(Law.objects.get(pk=law.pk))
    erase(file.sha256, by=ana, reason="Names a victim")
    with journal.recording(by=ana):
        apply_record(Law.objects.get(pk=law.pk), {"files": record["files"]})
    assert rows(law) == [("act.txt", 0)]
    unknown = [record["files"][0] | {"sha256": "0" * 64}]
    with journal.recording(by=ana), pytest.raises(RecordInvalid, match=r"“act.txt”: no file with this fingerprint"):
        apply_record(Law.objects.get(pk=law.pk), {"files": unknown})
