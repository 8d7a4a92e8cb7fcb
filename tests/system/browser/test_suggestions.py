"""Suggestions in a real browser: by keyboard, for screen readers, by mouse, and the plain form without JavaScript."""

import pytest

from .marks import pytestmark  # noqa: F401


@pytest.fixture
def box(portal, page):
    page.goto(f"{portal}/")
    return page.locator("main input[name=q]")


def options(box):
    return box.page.locator(f"#{box.get_attribute('aria-controls')} [role=option]")


def active(box):
    """Text that a screen reader speaks for the active option of the combobox."""
    pointed = box.get_attribute("aria-activedescendant")
    return box.page.locator(f"#{pointed}[aria-selected=true]").inner_text() if pointed else ""


def typed(box, text):
    box.fill("")
    options(box).first.wait_for(state="hidden")
    box.press_sequentially(text)
    options(box).first.wait_for()


def test_suggestions_by_keyboard_and_by_mouse(box, page, portal):
    expect_closed(box)
    typed(box, "burm")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-autocomplete") == "list"
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator("main [role=status]").inner_text() == "1 suggestion"
    assert active(box) == ""
    _walk_by_arrows(box)
    box.press("Escape")
    expect_closed(box)
    assert box.input_value() == "burm"
    box.press("ArrowDown")
    assert active(box).startswith("Myanmar Member · Burma")
    box.press("Enter")
    page.wait_for_url("**/members/mm/")
    _choose_by_mouse(page, portal)
    _enter_alone_searches(page)
    assert page.complaints == []
    assert page.asked == {portal.split("/")[2]}


def _walk_by_arrows(box):
    typed(box, "passp")
    count = options(box).count()
    box.press("ArrowDown")
    first = active(box)
    box.press("ArrowUp")
    last = active(box)
    assert (first, last) == (options(box).first.inner_text(), options(box).nth(count - 1).inner_text())
    box.press("ArrowDown")
    assert active(box) == first
    box.press("Home")
    assert (active(box), box.evaluate("box => box.selectionStart")) == ("", 0)
    box.press("Tab")
    expect_closed(box)
    typed(box, "burm")


def _choose_by_mouse(page, portal):
    """In the box of the page's head as well; the right-to-left name keeps its direction to itself."""
    page.goto(f"{portal}/about/")
    box = page.locator("header input[name=q]")
    typed(box, "تهريب")
    assert options(box).first.locator("bdi").count() == 2
    options(box).first.click()
    page.wait_for_url("**/topics/people-smuggling/")


def _enter_alone_searches(page):
    box = page.locator("header input[name=q]")
    typed(box, "trafficking")
    box.press("Enter")
    page.wait_for_url("**/search/?q=trafficking")


def expect_closed(box):
    assert box.get_attribute("aria-expanded") == "false"
    assert not options(box).first.is_visible()


def test_half_a_word_of_an_input_method_is_not_asked_for_and_failures_are_silent(box, page):
    page.route("**/search/suggest.json*", lambda route: route.abort())
    box.evaluate("""box => {
        box.value = "人";
        box.dispatchEvent(new InputEvent("input", {isComposing: true, bubbles: true}));
    }""")
    page.wait_for_timeout(300)
    assert not page.complaints
    box.press_sequentially("law")
    page.wait_for_timeout(400)
    expect_closed(box)
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_without_javascript_the_form_is_a_form(portal, browser):
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{portal}/")
    box = plain.locator("main input[name=q]")
    assert box.get_attribute("role") is None
    box.fill("burma")
    box.press("Enter")
    plain.wait_for_url("**/search/?q=burma")
    context.close()
