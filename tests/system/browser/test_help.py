"""A person in danger finds a number in at most three clicks and leaves without a step behind, with script or without."""

import pytest

from baliportal.catalogue.models import PortalSettings

from .marks import pytestmark  # noqa: F401
from .test_admin import AXE, OVERFLOW, RULES, RUN
from .test_questions_answered import visitor  # noqa: F401 - a fixture

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.fixture
def window(portal, browser):
    """A function that opens a window of a size, with script or without, which notes what it asks for."""
    contexts = []

    def opened(size=WIDE, script=True, language="en"):
        context = browser.new_context(viewport=size, java_script_enabled=script, locale=language)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type in ("error", "warning") else 0)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_from_any_page_to_a_number_in_two_clicks(portal, window, size, script):
    page = window(size, script)
    page.goto(f"{portal}/legislation/my-act-670-2007/")
    page.get_by_role("link", name="In danger? Get help").click()
    page.get_by_role("link", name="Malaysia", exact=True).click()
    box = page.locator('#my + ul a[href="tel:999"]').bounding_box()
    assert 0 <= box["y"] < size["height"] - box["height"]
    assert page.url.endswith("/help/#my")
    assert page.locator("#exit").bounding_box()["y"] == 0  # in sight wherever one has scrolled


def test_from_home_to_a_number_in_two_clicks(visitor):  # noqa: F811
    visitor.click(visitor.page.get_by_role("link", name="In danger? Get help"))
    visitor.click(visitor.page.get_by_role("link", name="Thailand", exact=True))
    assert "191" in visitor.first_screen().split()
    assert visitor.clicks <= 3


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_from_a_search_in_ones_own_language_to_a_number(portal, window, size):
    page = window(size, script=False)
    page.goto(portal)
    page.locator("main input[name=q]").first.fill("ช่วยด้วย")
    page.keyboard.press("Enter")
    page.locator(".help-box a").click()
    assert page.locator("html").get_attribute("lang") == "th"
    page.locator('nav a[href="#th"]').click()
    assert page.locator('a[href="tel:191"]').bounding_box()["y"] < size["height"]


def test_the_page_opens_in_the_language_of_the_browser_and_asks_for_nothing_else(portal, window):
    page = window(NARROW, language="my-MM")
    page.goto(f"{portal}/help/")
    assert page.locator("html").get_attribute("lang") == "my"
    assert page.asked == [f"{portal}/help/"]
    assert page.complaints == []


@pytest.mark.parametrize("way", ["link", "keyboard"])
def test_leaving_puts_another_page_in_the_place_of_every_step(portal, window, way):
    PortalSettings.objects.create(exit_url=f"{portal}/robots.txt")
    page = window()
    page.goto(f"{portal}/about/")
    page.goto(f"{portal}/help/")
    page.get_by_role("link", name="Tiếng Việt").click()
    page.locator('nav a[href="#th"]').click()
    if way == "link":
        page.locator("#exit").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url("**/robots.txt")
    page.go_back()
    assert page.url == f"{portal}/about/"


#: The letters of a line of text as they stand on the screen, from left to right.
AS_SEEN = """element => {
    const letters = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (let place = 0; place < walker.currentNode.length; place++) {
        const range = document.createRange();
        range.setStart(walker.currentNode, place);
        range.setEnd(walker.currentNode, place + 1);
        const box = range.getBoundingClientRect();
        if (box.width) letters.push([Math.round(box.top / 8), box.left, walker.currentNode.data[place]]);
    }
    return letters.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(letter => letter[2]).join("");
}"""


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_numbers_and_english_words_run_from_left_to_right_among_arabic_letters(portal, window, language):
    page = window({"width": 1280, "height": 800})
    page.goto(f"{portal}/help/{language}/")
    line = page.locator("li", has_text="National line 111").first.locator("small")
    assert "24 hours, 7 days, free; victims of trafficking and children" in line.inner_text()
    seen = line.evaluate(AS_SEEN)
    assert "24 hours, 7 days, free; victims of trafficking and children" in seen
    assert "2025-09-20" in seen


def test_two_presses_of_escape_stay(portal, window):
    page = window()
    page.goto(f"{portal}/help/en/")
    for key in ("Escape", "Escape", "Tab", "Escape"):
        page.keyboard.press(key)
    assert page.locator("h1").inner_text() == "Help for people in danger"


def test_without_script_the_way_out_is_a_link(portal, window):
    PortalSettings.objects.create(exit_url=f"{portal}/robots.txt")
    page = window(script=False)
    page.goto(f"{portal}/help/en/")
    page.locator("#exit").click()
    assert page.url == f"{portal}/robots.txt"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_telephone(portal, window, language, scheme):
    page = window(NARROW)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{portal}/help/{language}/")
    assert page.evaluate(OVERFLOW) == 0
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN.replace('["serious", "critical"].includes(each.impact)', "true"), RULES) == []


def test_on_paper_the_numbers_come_before_everything_but_what_to_do_now(portal, window):
    page = window()
    page.goto(f"{portal}/help/en/")
    page.emulate_media(media="print")
    assert not page.locator("#exit").is_visible()
    assert page.locator("nav:visible").count() == 0
    first = page.locator("main a:visible").first
    assert first.get_attribute("href") == "tel:+41227179111"
