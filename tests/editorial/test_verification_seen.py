"""Who says that a record agrees with its source has read the record as it stands."""

import pytest
from django.urls import reverse

from baliportal.catalogue.models import Change
from legislation.models import Law

pytestmark = pytest.mark.django_db


def test_what_changed_while_one_compared_is_not_verified(client, ana):
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
