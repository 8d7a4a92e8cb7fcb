"""Housekeeping of files: damage is found, what nothing names goes, what was taken down stays away."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils import timezone

from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import to_record
from baliportal.editorial.proposals import propose, withdraw
from baliportal.files import takedowns
from baliportal.files.models import Erasure, StoredFile
from baliportal.files.storage import FileErased, store
from baliportal.files.takedowns import erase, honour_erasures
from baliportal.files.upkeep import check_fixity, remove_orphans, sweep_storage, sweep_uploads
from legislation.models import Law

from .storing import content_of, file_of, stored

pytestmark = pytest.mark.django_db


def grown_old():
    StoredFile.objects.update(stored_at=timezone.now() - timedelta(days=2))


def test_damaged_and_missing_bytes_are_found_each_in_its_turn():
    sound, damaged, missing = (stored(content) for content in (b"one", b"two", b"three"))
    default_storage.delete(damaged.file.name)
    default_storage.save(damaged.file.name, ContentFile(b"Two"))
    default_storage.delete(missing.file.name)
    assert check_fixity(60) == (3, 2)
    assert StoredFile.objects.get(pk=sound.pk).damage == ""
    assert "other bytes" in StoredFile.objects.get(pk=damaged.pk).damage
    assert "missing" in StoredFile.objects.get(pk=missing.pk).damage
    assert check_fixity(60) == (0, 0)
    StoredFile.objects.update(checked_at=timezone.now() - timedelta(days=40))
    assert check_fixity(60) == (3, 2)


def test_an_upload_that_nothing_came_of_is_removed_after_a_day():
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    left, kept = stored(b"left behind"), file_of(law, b"kept")
    assert remove_orphans() == 0
    grown_old()
    assert remove_orphans() == 1
    assert not default_storage.exists(left.file.name)
    assert StoredFile.objects.get().sha256 == kept.sha256


def test_an_upload_of_the_same_bytes_begins_their_day_anew():
    stored(b"left behind")
    grown_old()
    stored(b"left behind")
    assert remove_orphans() == 0


def test_bytes_that_a_record_names_are_no_orphans_whatever_their_row_says(law):
    file_of(law, b"named")
    StoredFile.objects.update(kept=False)
    grown_old()
    assert remove_orphans() == 0


def test_what_a_killed_upload_left_in_the_storage_is_swept_after_a_day(law):
    file = file_of(law, b"whole")
    strangers = [f"files/{file.sha256[:2]}/tmpabc.part", f"files/ab/{'ab' * 32}"]
    for name in strangers:
        default_storage.save(name, ContentFile(b"left"))
    assert sweep_storage(60) == 0
    for name in [*strangers, f"files/{file.sha256[:2]}/{file.sha256}"]:
        os.utime(default_storage.path(name), (0, 0))
    assert sweep_storage(60) == 2
    assert not any(default_storage.exists(name) for name in strangers)
    assert content_of(file) == b"whole"


def test_what_a_killed_worker_left_of_an_upload_is_swept_after_a_day():
    uploads = []
    for age in (0, 2):
        uploads.append(TemporaryUploadedFile("act.pdf", "application/pdf", 3, None))
        moment = (timezone.now() - timedelta(days=age)).timestamp()
        os.utime(uploads[-1].temporary_file_path(), (moment, moment))
    assert sweep_uploads() == 1
    assert [os.path.exists(upload.temporary_file_path()) for upload in uploads] == [True, False]
    assert sweep_uploads() == 0
    for upload in uploads:
        upload.close()


def test_bytes_without_a_row_are_written_anew_so_that_the_sweeper_passes_them_over():
    row = stored(b"again")
    StoredFile.objects.all().delete()
    os.utime(default_storage.path(row.file.name), (0, 0))
    stored(b"again")
    StoredFile.objects.all().delete()
    assert sweep_storage(60) == 0


def test_a_takedown_that_was_killed_before_the_bytes_went_is_completed(law, ana, monkeypatch):
    original = stored(b"with a name")
    file = file_of(law, b"without", original=original.sha256)
    with monkeypatch.context() as killed:
        killed.setattr(takedowns, "_delete_bytes", lambda name, places: None)
        takedowns.erase(file.sha256, by=ana, reason="Private")
    assert default_storage.exists(original.file.name)
    assert honour_erasures() == 2
    assert not default_storage.exists(original.file.name)
    assert default_storage.exists(f"erased/{original.sha256}")
    assert honour_erasures() == 0


def test_a_file_that_an_entry_once_had_stays(law):
    file = file_of(law, b"once here")
    file.delete()
    grown_old()
    assert remove_orphans() == 0


def test_a_file_that_a_proposal_waits_with_stays_until_it_is_decided(putri):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    offered = stored(b"offered")
    rows = [{**EMPTY_ROW, "sha256": offered.sha256, "name": "offered.txt", "size": offered.size}]
    proposal = propose(law, to_record(law) | {"files": rows}, by=putri)
    grown_old()
    assert remove_orphans() == 0
    withdraw(proposal, by=putri)
    assert remove_orphans() == 1


EMPTY_ROW = {
    "role": "", "title": "", "name": "", "language": "", "visibility": "public", "licence": "", "as_uploaded": False,
    "position": 0, "size": 0, "sha256": "", "original": "", "text_sha256": "",
}  # fmt: skip


def test_bytes_that_were_taken_down_are_refused_and_a_restored_backup_loses_them_again(law, ana):
    file = file_of(law, b"taken down")
    row = StoredFile.objects.filter(sha256=file.sha256).values().get()
    erase(file.sha256, by=ana, reason="Private")
    with pytest.raises(FileErased):
        store(ContentFile(b"taken down"), "text/plain")
    Erasure.objects.all().delete()  # a database from before the takedown
    StoredFile.objects.create(**row)
    with pytest.raises(FileErased):
        store(ContentFile(b"taken down"), "text/plain")
    assert honour_erasures() == 1
    assert not StoredFile.objects.exists()


def test_an_original_goes_with_its_public_copy(law, ana):
    original = stored(b"with a name")
    file = file_of(law, b"without", original=original.sha256)
    erase(file.sha256, by=ana, reason="Private")
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(original.file.name)


@pytest.fixture
def law(db):
    return Law.objects.create(title="An Act", status=Status.PUBLISHED)
