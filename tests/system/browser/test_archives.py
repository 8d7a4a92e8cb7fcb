"""Many files in a real browser: a ZIP from its upload to the visitor's page and back, and files dropped on a form."""

from django.urls import reverse

from baliportal.catalogue.publishing import Status
from legislation.models import Law

from ...files.made_files import make_pdf
from ...imports.archives import make_archive, row_of
from .marks import pytestmark  # noqa: F401
from .test_admin import administrator, portal, problems_of  # noqa: F401

DROP = """(place) => {
  const dropped = new DataTransfer();
  for (const name of ["one.txt", "two.txt"]) dropped.items.add(new File([`The words of ${name}`], name));
  place.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""


def test_a_zip_is_previewed_written_published_read_by_a_visitor_and_undone(administrator, browser, portal, tmp_path):  # noqa: F811
    law = Law.objects.create(title="An Act of the ZIP", source_note="Gazette")
    rows = [row_of(law, "act.pdf", "text", "en", "The whole act"), row_of(law, "gone.pdf")]
    archive = tmp_path / "acts.zip"
    archive.write_bytes(make_archive(rows, {"act.pdf": make_pdf([(72, 700, "Here the zebracorn is regulated.")])}))
    administrator.goto(portal + reverse("admin:legislation_law_changelist"))
    administrator.get_by_role("link", name="Import files…").click()
    assert problems_of(administrator) == {}
    administrator.get_by_label("ZIP").set_input_files(archive)
    administrator.get_by_role("button", name="Show what would be added").click()
    administrator.get_by_role("button", name="Write the chosen rows").click()
    assert "1 file written as file import" in administrator.locator(".messagelist").inner_text()
    assert problems_of(administrator) == {}
    batch = administrator.url
    administrator.goto(portal + reverse("admin:legislation_law_move", args=[law.pk, Status.PUBLISHED]))
    administrator.locator("#content-main form [type=submit]").first.click()
    visitor = browser.new_context().new_page()
    address = portal + Law.objects.get(pk=law.pk).get_absolute_url()
    visitor.goto(address)
    assert "The whole act" in visitor.locator(".files").inner_text()
    visitor.locator(".files").get_by_role("link", name="Read").first.click()
    assert "zebracorn" in visitor.locator(".reader-text").inner_text()
    administrator.goto(batch)
    administrator.get_by_role("button", name="Undo this batch").click()
    assert "1 record is again as before file import" in administrator.locator(".messagelist").inner_text()
    visitor.goto(address)
    assert "The whole act" not in visitor.locator("main").inner_text()
    visitor.context.close()


def test_files_dropped_on_the_form_are_named_and_become_rows(administrator, portal):  # noqa: F811
    law = Law.objects.create(title="An Act with many files", source_note="Gazette")
    administrator.goto(portal + reverse("admin:legislation_law_change", args=[law.pk]))
    administrator.locator("[data-drop-files]").evaluate(DROP)
    assert administrator.locator(".chosen-files li").all_inner_texts() == ["one.txt", "two.txt"]
    with administrator.expect_navigation():
        administrator.locator("[name=_continue]").first.click()
    assert [(file.name, file.role) for file in law.files.all()] == [("one.txt", "text"), ("two.txt", "text")]
    assert problems_of(administrator) == {}
