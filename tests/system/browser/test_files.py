"""From the curator's upload to the visitor's page on which the word stands, in a real browser."""

import pytest
from django.test import Client
from django.urls import reverse

from baliportal.catalogue.publishing import Status
from legislation.models import Law
from resources.models import Resource
from workshops.models import Workshop

from ...files.made_files import make_pdf, paragraph
from ...files.safety_files import docx as make_docx
from .marks import pytestmark  # noqa: F401

FILLER = "The portal keeps what people bring, and shows where each word of it stands."
LONG = "".join(paragraph(f"{number}. {FILLER}") for number in range(1, 61))


@pytest.fixture
def portal(transactional_db, live_server):
    """Serve the portal to a browser."""
    return live_server.url


@pytest.fixture
def curator(starter, portal, page, django_user_model):
    """A browser page of a superuser who is signed in."""
    user = django_user_model.objects.create_superuser("head", password="bali-process-2002")
    client = Client()
    client.force_login(user)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal}])
    return page


@pytest.fixture
def visitor(browser):
    """A browser page of a visitor."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def pdf_and_docx(tmp_path, word):
    """A PDF and a DOCX whose third page has the word."""
    pages = [[(72, 700, FILLER)], [(72, 700, FILLER)], [(72, 700, f"Here the {word}pdf is regulated.")]]
    pdf, docx = tmp_path / "act.pdf", tmp_path / "act.docx"
    pdf.write_bytes(make_pdf(*pages))
    docx.write_bytes(make_docx(LONG + LONG + paragraph(f"Here the {word}docx is regulated.") + LONG))
    return [pdf, docx]


@pytest.mark.slow
@pytest.mark.parametrize("model", [Law, Workshop, Resource], ids=["law", "meeting", "resource"])
def test_a_word_of_an_uploaded_file_leads_a_visitor_to_its_page(curator, visitor, portal, tmp_path, model):
    entry = model.objects.create(title="An entry with files", source_note="The gazette")
    word = f"zebracorn{model._meta.model_name}"
    meta = model._meta
    for number, path in enumerate(pdf_and_docx(tmp_path, word)):
        curator.goto(portal + reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk]))
        curator.locator("#files-group .add-row a").click()
        curator.locator(f"#id_files-{number}-upload").set_input_files(path)
        curator.locator(f"#id_files-{number}-title").fill(f"The whole text {path.suffix}")
        with curator.expect_navigation():
            curator.locator("[name=_continue]").first.click()
        assert curator.locator(".errornote, .errorlist").all_inner_texts() == []
    curator.goto(portal + reverse(f"admin:{meta.app_label}_{meta.model_name}_move", args=[entry.pk, Status.PUBLISHED]))
    with curator.expect_navigation():
        curator.locator("#content-main form [type=submit]").first.click()
    entry.refresh_from_db()
    assert entry.status == Status.PUBLISHED
    for ending, kind in (("pdf", b"%PDF"), ("docx", b"PK")):
        read_and_download(visitor, portal, f"{word}{ending}", kind)


def read_and_download(visitor, portal, word, kind):
    """Search for the word as a visitor, follow the page on which it stands, and download the file."""
    visitor.goto(f"{portal}/search/?q={word}")
    hit = visitor.locator(".page-hits a").first
    assert hit.inner_text().startswith("Page 3") or word.endswith("docx")
    hit.click()
    assert visitor.locator(".reader-text mark").first.inner_text() == word
    with visitor.expect_download() as download:
        visitor.locator(".reader-actions a", has_text="Download").click()
    assert download.value.path().read_bytes().startswith(kind)
