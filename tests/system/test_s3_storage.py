"""Files in an S3-compatible server: kept, read, shown and compared as in the file system."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from moto.server import ThreadedMotoServer

from baliportal import file_storage
from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.publishing import Status
from baliportal.environment import Refused
from baliportal.files import upkeep
from baliportal.files.attaching import attach
from baliportal.files.models import StoredFile
from baliportal.files.takedowns import erase
from baliportal.files.upkeep import check_fixity, sweep_storage
from legislation.models import Law

from ..files.made_files import make_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def bucket(monkeypatch, settings):
    """An empty bucket of a server on loopback, as the default storage."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("FILES_URL", f"s3+http://key:secret@{host}:{port}/files")
    before = settings.STORAGES
    settings.STORAGES = before | {"default": file_storage.file_storage()}
    storages["default"].connection.create_bucket(Bucket="files")
    yield default_storage
    server.stop()


def test_a_file_is_kept_read_shown_compared_swept_and_taken_down(bucket, vera, ana, monkeypatch):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    content = make_pdf([(72, 700, "Here the zebracorn is regulated.")])
    file = attach(law, ContentFile(content), "act.pdf", by=SYSTEM)
    stored = StoredFile.objects.get(sha256=file.sha256)
    assert bucket.exists(stored.file.name)
    assert "zebracorn" in stored.page_set.get().text
    assert vera.get(file.get_absolute_url()).getvalue()[:4] == b"%PDF"
    assert vera.get(f"/files/{file.sha256}/pages/1.png").content[:4] == b"\x89PNG"
    compared, damaged = check_fixity(60)
    assert (compared > 0, damaged) == (True, 0)
    bucket.save(stored.file.name, ContentFile(b"other bytes"))
    StoredFile.objects.update(checked_at=None)
    assert check_fixity(60)[1] == 1
    bucket.save("files/ab/left-by-a-killed-upload", ContentFile(b"left"))
    assert sweep_storage(60) == 0
    monkeypatch.setattr(upkeep, "ORPHANED_AFTER", timedelta(0))
    assert sweep_storage(60) == 1
    erase(file.sha256, by=ana, reason="Private")
    assert not bucket.exists(stored.file.name)
    assert vera.get(file.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(
    "address", ["s3://", "s3://host/bucket", "ftp://key:secret@host/bucket", "s3://key:secret@host/", "s3://k:s@h:x/b"]
)
def test_an_address_that_makes_no_sense_stops_the_start_in_one_sentence(monkeypatch, address):
    monkeypatch.setenv("FILES_URL", address)
    with pytest.raises(Refused, match="FILES_URL must look like"):
        file_storage.file_storage()
