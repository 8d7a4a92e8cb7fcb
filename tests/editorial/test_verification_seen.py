"""Verification is refused if the record changed after the page was opened."""

import pytest
from django.urls import reverse

from baliportal.catalogue.models import Change
from legislation.models import Law

pytestmark = pytest.mark.django_db


def test_a_record_that_changed_while_the_page_was_open_is_not_verified(client, ana):
    law = Law.objects.create(title="Act 1", source_url="https://example.org/act")
    seen = Change.objects.of(law).first().number
    law.title = "Act 2"
    law.save()
    client.force_login(ana)
    address = reverse("admin:legislation_law_verify", args=[law.pk])
    page = client.post(address, {"role": "legal officer", "seen": seen}, follow=True)
    assert "changed while you looked" in page.content.decode()
    assert Law.objects.get(pk=law.pk).verified_on is None
    client.post(address, {"role": "legal officer", "seen": Change.objects.of(law).first().number})
    assert Law.objects.get(pk=law.pk).verified_on is not None
    assert Change.objects.of(law).first().verb == "verified"
