"""The page of a member on a past day of this portal shows in every list what the portal said then."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from legislation.models import Agreement, Law, Treaty
from members.models import InformationSystem, MemberState
from resources.models import Resource
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
BLOCKS = ("treaties", "laws", "coverage", "agreements", "systems", "meetings", "resources")
DAY = "?known=2021-03-02"


@pytest.fixture
def block(vera):
    """A function: the text of one block of a page, with single spaces."""

    def read(address, name):
        page = vera.get(address).content.decode()
        section = re.search(rf'<section class="block" id="{name}".*?</section>', page, re.DOTALL)[0]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", section)).split())

    return read


@pytest.fixture
def atlantis(clock):
    """A member with a record of each kind, published on 1 March 2021, and all of them renamed on 3 March."""
    country = Country.objects.create(code="QZ", name="Atlantis")
    member = MemberState.objects.create(title="Atlantis", slug="qz", country=country, type="member")
    treaty = Treaty.objects.create(title="Early treaty", date="2000")
    law, agreement = (
        Law.objects.create(title="Early law", date="2010"),
        Agreement.objects.create(title="Early agreement"),
    )
    system, meeting = (
        InformationSystem.objects.create(title="Early system"),
        Workshop.objects.create(title="Early meeting"),
    )
    resource = Resource.objects.create(title="Early resource")
    entries = [member, treaty, law, agreement, system, meeting, resource]
    apply_record(treaty, {"actions": [{"country": "QZ", "action": "accession", "date": "2005"}]})
    apply_record(law, {"countries": ["QZ"], "topics": [Topic.objects.main().first().slug]})
    apply_record(agreement, {"countries": ["QZ", "MY"]})
    apply_record(system, {"participations": [{"country": "QZ", "role": "pilot"}]})
    apply_record(meeting, {"place": "QZ"})
    apply_record(resource, {"countries": ["QZ"]})
    for entry in entries:
        move(entry, to=Status.PUBLISHED, by=journal.SYSTEM)
    clock.time += timedelta(days=2)
    for entry in entries[1:]:
        apply_record(entry, {"title": entry.title.replace("Early", "Late")})
    apply_record(law, {"countries": ["MY"]})
    return dict(zip(("member", "treaty", "law", "agreement", "system", "meeting", "resource"), entries, strict=True))


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("path", ["/members/my/", "/members/id/?as_of=2012-06-01"])
def test_what_the_portal_says_today_is_what_it_says_without_a_day(block, path, name):
    known = f"{path}{'&' if '?' in path else '?'}known={timezone.localdate()}"
    assert block(known, name) == block(path, name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("treaties", "Early treaty no signature recorded Party: accession, 2005"), ("laws", "2010 Early law"),
        ("coverage", "1 recorded"), ("agreements", "Early agreement Malaysia"), ("systems", "Early system Pilot"),
        ("meetings", "Early meeting"), ("resources", "Early resource"),
    ],
)  # fmt: skip
def test_each_list_is_that_of_the_day(block, atlantis, name, words):
    text = block(f"/members/qz/{DAY}", name)
    assert words in text
    assert "Late" not in text


def test_a_law_that_changed_its_country_since_is_found_on_the_day_and_leads_to_it(vera, block, atlantis):
    page = vera.get(f"/members/qz/{DAY}").content.decode()
    assert f'href="/e/{atlantis["law"].public_id}/{DAY}"' in page
    assert "Late law" not in block("/members/qz/", "laws")


def test_what_is_withdrawn_today_is_in_no_list_of_a_past_day(block, atlantis):
    for name in ("law", "agreement", "system", "meeting", "resource", "treaty"):
        move(atlantis[name], to=Status.WITHDRAWN, by=journal.SYSTEM)
    page = " ".join(block(f"/members/qz/{DAY}", name) for name in BLOCKS)
    assert "Early" not in page


def test_a_list_that_cannot_follow_says_so_in_its_place(vera, atlantis):
    page = " ".join(vera.get(f"/members/qz/{DAY}").content.decode().split())
    assert "What this portal said of commitments on that day is not shown here: see today's page." in page
    assert "Its lists are what the portal said then" in page
