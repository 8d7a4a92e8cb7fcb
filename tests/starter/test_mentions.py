"""The founding document leads from the meetings and systems that it names to the page on which it does."""

import pytest

from baliportal.catalogue.models import Entry
from baliportal.files.models import File, Page, StoredFile
from baliportal.starter.documents import attach_documents
from resources.models import Resource

from ..files.storing import file_of

pytestmark = pytest.mark.django_db

#: The words of the document that name a record, without regard to line ends, and the page on which they stand.
WORDS = {
    "workshop/workshop-korea-victims-2003": (1, "Korea has hosted two workshops in 2003 and 2004"),
    "workshop/workshop-korea-victims-2004": (1, "Korea has hosted two workshops in 2003 and 2004"),
    "workshop/workshop-indonesia-victim-support-2004": (1, "Indonesia has hosted workshops in Bali in 2004 and 2006"),
    "workshop/workshop-indonesia-victim-support-2006": (1, "Indonesia has hosted workshops in Bali in 2004 and 2006"),
    "workshop/workshop-japan-national-plans-2004": (1, "Japan has hosted a workshop in 2004"),
    "workshop/workshop-vienna-national-plans-2005": (1, "A joint Bali-Budapest Process workshop"),
    "workshop/workshop-document-fraud": (1, "issues such as document fraud and child sex tourism"),
    "workshop/workshop-child-sex-tourism": (1, "issues such as document fraud and child sex tourism"),
    "agreement/id-nz-migration-management": (1, "an agreement was signed between Indonesia and New Zealand"),
    "law/my-act-670-2007": (1, "including Malaysia in 2007"),
    "system/rmas": (1, "Regional Movement Alerts System (RMAS)"),
    "workshop/ministerial-conference-1": (2, "two Regional Bali Ministerial Conferences"),
    "workshop/ministerial-conference-2": (2, "two Regional Bali Ministerial Conferences"),
    "workshop/workshop-mutual-assistance-extradition": (2, "mutual assistance and extradition issues"),
    "workshop/workshop-lost-stolen-passports-3": (2, "the third Bali Process Lost & Stolen Passport"),
    "system/sltd": (2, "Stolen and Lost Travel Document System"),
    "system/mind": (2, "(INTERPOL MIND/FIND)"),
    "system/find": (2, "(INTERPOL MIND/FIND)"),
    "workshop/workshops-planned-2008-2009": (2, "workshops are being planned for 2008/2009"),
}


@pytest.fixture
def document():
    attach_documents()
    return File.objects.get(entry__slug="bali-process-overview-2008")


def test_each_record_that_the_document_names_stands_on_the_page_that_is_given(document):
    mentions = Resource.objects.get(slug="bali-process-overview-2008").mentions.select_related("target")
    assert {f"{one.target.kind}/{one.target.slug}": one.page for one in mentions} == {
        name: page for name, (page, _) in WORDS.items()
    }
    texts = {page.number: " ".join(page.text.split()) for page in Page.objects.filter(stored__sha256=document.sha256)}
    assert [name for name, (page, words) in WORDS.items() if words not in texts[page]] == []


@pytest.mark.parametrize("address", ["/systems/rmas/", "/workshops/workshop-lost-stolen-passports-3/"])
def test_the_page_of_a_record_leads_to_the_page_that_names_it(vera, document, address):
    entry = Entry.objects.get(slug=address.split("/")[2])
    page = WORDS[f"{entry.kind}/{entry.slug}"][0]
    html = vera.get(address).content.decode().replace("<bdi>", "").replace("</bdi>", "")
    link = f'<a href="/files/{document.sha256}/text/?page={page}">Page {page} of Overview of the Bali Process</a>'
    assert link in html
    File.objects.filter(pk=document.pk).update(visibility="officials")
    shown = vera.get(address).content.decode()
    assert document.sha256 not in shown
    assert '<a href="/resources/bali-process-overview-2008/">' in shown


def test_a_file_with_fewer_pages_that_comes_first_is_not_led_to(vera, document):
    leaflet = file_of(
        Entry.objects.get(slug="bali-process-overview-2008"), b"A leaflet", name="leaflet.txt", position=0
    )
    StoredFile.objects.filter(sha256=leaflet.sha256).update(pages=1)
    shown = vera.get("/workshops/workshop-lost-stolen-passports-3/").content.decode()
    assert f'<a href="/files/{document.sha256}/text/?page=2">' in shown
    assert leaflet.sha256 not in shown
