"""A record's page shows where its facts come from, what it is related to and how to cite it; old addresses lead to it."""

import datetime
import html
import re

import pytest

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.record_page import RecordPage
from legislation.models import Law
from resources.models import Resource

from ..files.storing import file_of
from . import addresses
from .neighbours import MODELS, hidden_records, published, tie

pytestmark = pytest.mark.django_db


#: What may point to a record of each kind, by the headings under which its page lists it.
POINTED_FROM = {
    "law": ["Ratifies"],  # the effects of other laws stand in a part of its own: tests/legislation/test_law_page.py
    "treaty": ["Implemented by", "Laws with provisions that answer it"],
    "workshop": ["Documents", "What followed, and where it is named"],  # its series: tests/workshops/test_meeting_page.py
    "resource": ["Translations"],
    "organisation": ["Systems it runs", "Meetings it hosted", "Meetings it funded", "Publications", "Agreements"],
    "member": ["Legislation", "Agreements", "Treaties", "Systems", "Meetings", "Resources"],
}  # fmt: skip


def test_what_points_to_a_record_stands_on_its_page(vera, empty_portal):
    seen, others = published(), hidden_records()
    tie(seen, others)
    for entry in others.values():
        move(entry, to=Status.PUBLISHED, by=SYSTEM)
    for kind, titles in POINTED_FROM.items():
        content = vera.get(seen[kind].get_absolute_url()).content.decode()
        for title in titles:
            section = re.search(
                rf'<section class="(?:relations|block)"[^>]*>\s*<h2[^>]*>{title} .*?</section>', content, re.DOTALL
            )
            assert section, (kind, title)
            assert re.search(r'<a href="/[a-z]+/axolotl-', section[0]), (kind, title)


def test_starter_relations_stand_in_both_directions(vera):
    act, amending = "/legislation/my-act-670-2007/", "/legislation/my-act-a1385-2010/"
    assert act in vera.get(amending).content.decode()
    assert amending in vera.get(act).content.decode()
    malaysia = vera.get("/members/my/").content.decode()
    assert act in malaysia
    assert "/treaties/tip-protocol/" in malaysia
    assert "Malaysia" in vera.get("/treaties/tip-protocol/").content.decode()
    assert 'href="/systems/rmas/"' in vera.get("/members/nz/").content.decode()


def test_the_source_and_the_doubt_stand_on_the_page(vera):
    entry = Entry.objects.published().exclude(doubt="").exclude(source_url="").first()
    content = vera.get(entry.get_absolute_url()).content.decode()
    assert f'href="{html.escape(entry.source_url)}"' in content
    assert html.escape(entry.doubt, quote=False)[:40] in html.unescape(content)


def test_a_record_nobody_checked_says_so(text_of):
    entry = Entry.objects.published().filter(verified_on=None).first()
    assert "Not yet verified against its source" in text_of(entry.get_absolute_url())


def test_a_record_that_was_checked_says_when_and_by_whom(text_of):
    law = Law.objects.published().first()
    law.verified_on, law.verified_by = datetime.date(2026, 11, 2), "legal officer"
    law.verification_due = datetime.date(2027, 5, 1)
    law.save()
    page = text_of(law.get_absolute_url())
    assert "Checked against its source on 2 November 2026 by legal officer." in page
    assert "Next check: 1 May 2027." in page
    assert "Not yet verified" not in page


@pytest.mark.parametrize(
    ("checked", "tone", "text"),
    [
        ({"verified_on": None}, "unverified", "Not yet verified against its source."),
        ({}, "verified", "Checked against its source on 2 November 2026."),
        ({"verified_by": "editor"}, "verified", "Checked against its source on 2 November 2026 by editor."),
        (
            {"verification_due": datetime.date(2027, 5, 1)},
            "verified",
            "Checked against its source on 2 November 2026. Next check: 1 May 2027.",
        ),
        (
            {"verified_by": "editor", "verification_lapsed_on": datetime.date(2026, 12, 3)},
            "changed",
            "Checked on 2 November 2026 by editor, changed since on 3 December 2026.",
        ),
    ],
)
def test_a_record_page_says_in_one_sentence_how_far_it_was_checked(checked, tone, text):
    law = Law(**{"verified_on": datetime.date(2026, 11, 2)} | checked)
    assert RecordPage(law, base="").verification == {"tone": tone, "text": text}


def test_a_citation_names_the_record_and_its_permanent_address(text_of, vera):
    law = Law.objects.get(slug="my-act-670-2007")
    page = text_of(law.get_absolute_url())
    permanent = f"http://testserver/e/{law.public_id}/"
    assert re.search(rf"{re.escape(law.title)} \(.*2007\)\. .*{permanent}, read \d+ \w+ \d{{4}}\.", page)
    assert vera.get(permanent, follow=True).redirect_chain[-1][0] == law.get_absolute_url()


def test_an_old_address_leads_on_for_ever_in_every_format(vera):
    law = Law.objects.get(slug="my-act-670-2007")
    old = addresses.of_record(law)
    for slug in ("anti-trafficking-act", "atipsom"):
        law.slug = slug
        law.save()
        new = addresses.of_record(law)
        responses = [vera.get(address) for address in old]
        assert [(response.status_code, response["Location"]) for response in responses] == [
            (301, address) for address in new
        ]
    assert vera.get(f"/e/{law.public_id}/")["Location"] == new[0]


def test_an_old_address_of_a_withdrawn_record_leads_nowhere(vera):
    law = Law.objects.get(slug="my-act-670-2007")
    old = addresses.of_record(law)
    law.slug = "atipsom"
    law.save()
    move(law, to=Status.WITHDRAWN, by=SYSTEM)
    assert {vera.get(address).status_code for address in [*old, *addresses.of_record(law)]} == {404}


def test_a_living_address_wins_over_a_former_one(vera):
    law = Law.objects.get(slug="my-act-670-2007")
    law.slug = "atipsom"
    law.save()
    Law.objects.create(title="The next of this name", slug="my-act-670-2007", status=Status.PUBLISHED)
    assert "The next of this name" in vera.get("/legislation/my-act-670-2007/").content.decode()


def test_a_file_is_handed_out_while_its_resource_is_published_and_never_run(vera):
    resource = Resource.objects.published().first()
    file = file_of(resource, language="en")
    response = vera.get(file.get_absolute_url())
    assert (response.status_code, response.getvalue()) == (200, b"Guide")
    assert response["Content-Disposition"].startswith("attachment")
    assert (response["X-Content-Type-Options"], "sandbox" in response["Content-Security-Policy"]) == ("nosniff", True)
    move(resource, to=Status.WITHDRAWN, by=SYSTEM)
    assert vera.get(file.get_absolute_url()).status_code == 404


def test_a_law_that_is_repealed_says_so_at_the_top_and_in_lists(vera, starter_index):
    law = Law.objects.published().filter(legal_status="repealed").first()
    top = vera.get(law.get_absolute_url()).content.decode()
    assert re.search(r'class="strip strip-repealed".*?<p class="strip-state">Re(peal|plac)ed by', top, re.DOTALL)
    listed = vera.get(f"/legislation/?q={law.title.split()[0]}&country={law.countries.first().code}").content.decode()
    assert re.search(rf'badge">Repealed</strong>.*?{law.get_absolute_url()}', listed, re.DOTALL)


@pytest.mark.parametrize("kind", MODELS)
def test_a_kind_has_a_starter_record_to_look_at(vera, kind):
    entry = Entry.objects.published().filter(kind=kind).first()
    assert vera.get(entry.get_absolute_url()).status_code == 200
