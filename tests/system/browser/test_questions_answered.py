"""Questions that people bring, each answered in the first screen after at most four clicks, wide and narrow."""

import io
import re

import pytest
from openpyxl import load_workbook

from .marks import pytestmark  # noqa: F401

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
ASEAN = {"BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN", "TL"}


class Visitor:
    """A person who counts clicks: what is typed is no click, sending it is one."""

    def __init__(self, page, portal):
        self.page, self.portal, self.clicks = page, portal, 0
        page.goto(portal)

    def search(self, words):
        self.page.locator("main input[name=q]").first.fill(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/search/?q=*")
        self.clicks += 1

    def click(self, link):
        link.first.click()
        self.page.wait_for_load_state()
        self.clicks += 1

    def first_screen(self):
        """The text of what stands in the window, without scrolling."""
        return self.page.evaluate("""() => {
            const words = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const range = document.createRange();
                range.selectNodeContents(walker.currentNode);
                const box = range.getBoundingClientRect();
                if (box.width && box.top >= 0 && box.bottom <= innerHeight) words.push(walker.currentNode.data);
            }
            return words.join(" ").replace(/\\s+/g, " ");
        }""")


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def visitor(request, page, portal):
    page.set_viewport_size(request.param)
    visitor = Visitor(page, portal)
    yield visitor
    assert visitor.clicks <= 4
    assert page.complaints == []


def test_who_ratified_the_palermo_protocol_and_when(visitor):
    visitor.search("palermo protocol")
    visitor.click(visitor.page.locator("ol.results h3 a", has_text="Protocol to Prevent, Suppress and Punish"))
    assert re.search(r"\d+ of 4\d members are parties", visitor.first_screen())
    row = visitor.page.locator("main tr", has=visitor.page.get_by_role("rowheader", name="Australia")).first
    assert "14 September 2005" in row.inner_text()


def test_which_laws_of_bangladesh_are_in_force(visitor):
    visitor.search("Bangladesh trafficking act 2012")
    visitor.click(visitor.page.locator("ol.results h3 a", has_text="Suppression of Human Trafficking Act"))
    assert re.search("repealed|replaced", visitor.first_screen(), re.IGNORECASE)


def test_who_takes_part_in_rmas(visitor):
    visitor.search("RMAS")
    visitor.click(visitor.page.locator("ol.results h3 a", has_text="Movement Alert"))
    for state in ("Australia", "New Zealand", "United States"):
        assert state in visitor.first_screen()


def test_thailand_and_viet_nam_beside_each_other(visitor):
    visitor.page.goto(f"{visitor.portal}/members/th/")
    visitor.page.locator("select[name=with]").select_option(label="Viet Nam")
    visitor.click(visitor.page.locator("form:has(select[name=with]) button"))
    shown = visitor.first_screen()
    assert "Thailand" in shown
    assert "Viet Nam" in shown


def test_laws_of_asean_as_a_spreadsheet(visitor):
    visitor.page.goto(f"{visitor.portal}/groups/asean/")
    visitor.click(visitor.page.locator("main").get_by_role("link", name=re.compile("^Legislation|laws", re.IGNORECASE)))
    with visitor.page.expect_download() as download:
        visitor.click(visitor.page.locator("#download").get_by_role("link", name="Excel"))
    rows = list(load_workbook(io.BytesIO(download.value.path().read_bytes()), read_only=True).worksheets[0].values)
    column = rows[0].index("countries")
    assert len(rows) > 60
    assert {row[column] for row in rows[1:]} <= ASEAN
