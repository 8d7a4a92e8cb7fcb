"""Preview of a draft: shown as its public page will be, to those who may see it, and never cached."""

import pytest

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status
from members.models import MemberState

from .form import change_url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_a_draft_is_shown_as_its_page_will_be(client, person, record, kind):
    needed = {"country": Country.objects.get(code="AQ")} if kind.model is MemberState else {}
    draft = record("Not yet decided", model=kind.model, summary="What it is about", **needed)
    client.force_login(person("Auditor"))
    response = client.get(change_url(draft, "preview"))
    page = response.content.decode()
    assert "What it is about" in page
    assert "This record is draft: visitors do not see it." in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert ".csv" not in page
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "noindex" in response["X-Robots-Tag"]
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_published_record_says_so(client, person, record):
    client.force_login(person("Auditor"))
    law = record(status=Status.PUBLISHED)
    assert "visitors see this page" in client.get(change_url(law, "preview")).content.decode()
    secret = record(status=Status.PUBLISHED, visibility="secretariat")
    assert "and for secretariat: visitors do not see it" in client.get(change_url(secret, "preview")).content.decode()


def test_a_preview_is_only_read(client, person, record):
    client.force_login(person("Publisher"))
    assert client.post(change_url(record(), "preview")).status_code == 405
