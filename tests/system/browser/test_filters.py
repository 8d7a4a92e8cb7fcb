"""Filters on a phone: one form, which says how many records it will show and leaves results in view."""

import re

import pytest
from playwright.sync_api import expect

from .marks import pytestmark  # noqa: F401

NARROW = {"width": 360, "height": 740}


@pytest.fixture
def phone(page):
    page.set_viewport_size(NARROW)
    return page


def test_ticks_are_counted_before_they_are_shown(portal, phone):
    phone.goto(f"{portal}/legislation/")
    phone.locator(".facets-fold summary").click()
    phone.locator("section.facet", has_text="Country").get_by_role("checkbox").first.check()
    phone.locator("section.facet", has_text="Country").get_by_role("checkbox").nth(1).check()
    show = phone.locator(".facets-show button")
    expect(show).to_have_text(re.compile(r"^Show \d+ results?$"))
    promised = show.inner_text().removeprefix("Show ")
    phone.locator(".facets-fold").evaluate("fold => fold.scrollIntoView()")  # filter and results share the screen
    expect(phone.locator(".listing-bar h2")).to_be_in_viewport()
    show.click()
    phone.wait_for_url("**country=*country=*")
    assert phone.locator(".listing-bar h2").inner_text() == promised
    expect(phone.locator(".listing-bar h2")).to_be_in_viewport()
    expect(phone.locator(".facets-form")).to_be_hidden()
    assert phone.complaints == []


def test_a_long_list_is_searched_by_any_part_of_a_name_without_its_marks(portal, phone):
    phone.goto(f"{portal}/legislation/?unfolded=country")
    countries = phone.locator("section.facet", has_text="Country").first
    countries.locator(".choice-search").fill("tur")
    expect(countries.get_by_text("Türkiye", exact=True)).to_be_visible()
    expect(countries.get_by_text("Malaysia", exact=True)).to_be_hidden()


def test_a_reports_values_are_ticked(portal, phone):
    phone.goto(f"{portal}/reports/legislation-register/")
    phone.locator("details.choice summary").first.click()
    phone.get_by_label("Malaysia", exact=True).check()
    phone.get_by_role("button", name="Show").click()
    phone.wait_for_url("**country=MY*")
    expect(phone.locator(".chips")).to_contain_text("Malaysia")
