"""The reader in a real browser: the founding document of the starter content, and office formats from one upload."""

import io

import openpyxl
from django.test import Client
from django.urls import reverse

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.publishing import Status, move
from baliportal.files.texts import read_waiting
from baliportal.starter.documents import attach_documents
from workshops.models import Workshop

from ...files.safety_files import docx
from ...files.safety_media import odt, rtf
from .marks import pytestmark  # noqa: F401


def test_a_system_leads_to_the_page_of_the_founding_document_that_names_it(page, portal):
    attach_documents()
    page.goto(f"{portal}/systems/rmas/")
    page.get_by_role("link", name="Page 1 of Overview of the Bali Process").first.click()
    assert page.locator("#page-title").inner_text() == "Page 1 of 2"
    page.locator("#reader-q").fill("RMAL")
    page.get_by_role("button", name="Mark").click()
    page.wait_for_url("**q=RMAL**")
    page.get_by_role("link", name="Next page").click()
    assert page.locator("#page-title").inner_text() == "Page 2 of 2"
    assert page.locator("#reader-q").input_value() == "RMAL"
    assert "page 2. In: Overview of the Bali Process" in page.locator(".citation-text").inner_text()
    page.locator(".crumbs a").first.click()
    assert page.url == f"{portal}/resources/bali-process-overview-2008/"
    assert page.complaints == []


def workbook():
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Country", "Cases of quokkaflux"])
    book.save(content)
    return content.getvalue()


#: A word of each file, by the name of the file.
WORDS = {"notes.odt": "people", "notes.rtf": "act", "cases.xlsx": "quokkaflux", "report.docx": "trafficking",
         "table.csv": "zebracorn"}  # fmt: skip


def test_office_files_of_one_upload_are_read_and_downloaded(page, portal, tmp_path, django_user_model, browser):
    contents = {"notes.odt": odt(), "notes.rtf": rtf(),
                "cases.xlsx": workbook(), "report.docx": docx(), "table.csv": b"Country,Cases\nzebracorn,3\n"}  # fmt: skip
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    meeting = Workshop.objects.create(title="A meeting with files", source_note="Its report")
    user, client = django_user_model.objects.create_superuser("head", password="bali-process-2002"), Client()
    client.force_login(user)
    context = browser.new_context()
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal}])
    desk = context.new_page()
    desk.goto(portal + reverse("admin:workshops_workshop_change", args=[meeting.pk]))
    desk.locator("[name=files-many]").set_input_files([tmp_path / name for name in contents])
    with desk.expect_navigation():
        desk.locator("[name=_continue]").first.click()
    assert desk.locator(".errornote, .errorlist").all_inner_texts() == []
    context.close()
    read_waiting()
    move(meeting, to=Status.PUBLISHED, by=SYSTEM)
    for name, word in WORDS.items():
        page.goto(f"{portal}{meeting.get_absolute_url()}")
        row = page.locator("#files li", has_text=name)
        row.get_by_role("link", name="Read").click()
        page.locator("#reader-q").fill(word)
        page.get_by_role("button", name="Mark").click()
        assert page.locator(".reader-text mark").first.inner_text().casefold() == word
        with page.expect_download() as download:
            page.get_by_role("link", name="Download", exact=True).click()
        assert download.value.suggested_filename == name
    assert page.complaints == []
