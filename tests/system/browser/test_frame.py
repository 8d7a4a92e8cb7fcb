"""What stands round every page: the menu in one row, and tables of contents that can be read."""

import pytest

from .marks import pytestmark  # noqa: F401


@pytest.mark.parametrize("address", ["/", "/calendar/", "/organisations/", "/legislation/my-act-670-2007/"])
def test_the_menu_stands_in_one_row_of_a_usual_window(page, portal, address):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{portal}{address}")
    tops = page.locator(".site-nav li").evaluate_all("links => links.map(link => link.getBoundingClientRect().top)")
    assert len(tops) > 10
    assert len(set(tops)) == 1


def test_a_number_beside_a_long_name_of_a_section_is_not_torn_apart(page, portal):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{portal}/legislation/my-act-670-2007/")
    numbers = page.locator(".contents .count").evaluate_all(
        "counts => counts.map(count => [count.textContent, count.getClientRects().length && count.offsetHeight])"
    )
    heights = {height for _, height in numbers}
    assert max(len(text) for text, _ in numbers) > 1
    assert len(heights) == 1
