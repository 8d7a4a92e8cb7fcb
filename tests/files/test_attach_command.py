"""The command that adds files to a record."""

import io

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status
from legislation.models import Law

from .made_files import make_pdf
from .safety_files import add_signature
from .storing import content_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(tmp_path):
    path = tmp_path / "act.pdf"
    with pikepdf.open(io.BytesIO(make_pdf([(72, 700, "Signed.")]))) as document:
        add_signature(document)
        document.save(path)
    return path


def test_the_attach_command_publishes_a_signed_file_as_it_is_where_somebody_says_so(signed):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    command = ("attach", law.get_absolute_url().strip("/"), str(signed))
    said = io.StringIO()
    with pytest.raises(CommandError, match="1 of 1 files were not added"):
        call_command(*command, stdout=io.StringIO(), stderr=said)
    assert "digitally signed" in said.getvalue()
    call_command(*command, "--as-uploaded", "--visibility=officials", stdout=io.StringIO())
    file = law.files.get()
    assert (file.as_uploaded, file.visibility, file.original) == (True, "officials", "")
    assert content_of(file) == signed.read_bytes()
    assert Change.objects.of(law).filter(note="File added: act.pdf, published as uploaded").exists()
