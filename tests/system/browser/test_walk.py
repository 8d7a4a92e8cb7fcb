"""A visitor's walk in a real browser: home, a search, a facet, a record, a report, files to take away."""

import csv
import re

from playwright.sync_api import expect

from .marks import pytestmark  # noqa: F401


def test_from_home_to_a_file(portal, page, tmp_path):
    page.goto(portal)
    page.get_by_role("searchbox").or_(page.locator("main input[name=q]")).first.fill("trafficking law")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=trafficking*")
    before = page.locator(".listing-bar h2").inner_text()
    page.locator("section.facet", has_text="Country").get_by_role("checkbox").first.check()
    show = page.locator(".facets-show button")
    expect(show).to_have_text(re.compile(r"^Show \d+ results?$"))
    promised = show.inner_text().removeprefix("Show ")
    show.click()
    page.wait_for_url("**country=*")
    assert page.locator(".listing-bar h2").inner_text() == promised
    assert page.locator(".listing-bar h2").inner_text() != before
    assert page.locator("mark").count() > 0
    with page.expect_download() as download:
        page.locator("#download").get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "list.csv")
    total = int(page.locator(".listing-bar h2").inner_text().split()[0])
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == total
    page.locator("ol.results h3 a").first.click()
    assert page.locator("h1").inner_text() in {row["title"] for row in rows}
    assert page.locator("#source").is_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="Register of meetings", exact=True).click()
    page.locator("details.choice summary", has_text="Kind of meeting").click()
    page.get_by_label("Symposium").check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**type=symposium*")
    assert page.locator("[aria-labelledby=rows-title] tbody tr").count() == int(
        page.locator("#rows-title").inner_text().split()[0]
    )
    assert page.complaints == []
    assert page.asked == {portal.split("/")[2]}
