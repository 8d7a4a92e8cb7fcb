"""The main navigation marks the page that is open, and the part of the portal that it belongs to."""

import pytest

from baliportal.views import menu


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", {}),
        ("/legislation/", {"/legislation/": "page"}),
        ("/legislation/my-act-670-2007/", {"/legislation/": "true"}),
        ("/topics/people-smuggling/", {"/topics/": "true"}),
        ("/admin/reports/", {"/reports/": "true"}),
        ("/about/", {"/about/": "page"}),
        ("/search/", {}),
    ],
)
def test_the_menu_marks_the_page_or_the_part_it_belongs_to(path, current):
    assert {link["url"]: link["current"] for link in menu(path) if link["current"]} == current


def test_the_menu_is_short_and_leads_to_help_lines_by_the_link_of_the_header_alone():
    assert [link["label"] for link in menu("/")] == [
        "Meetings", "Commitments", "Legislation", "Agreements", "Treaties", "Resources", "Members", "Organisations",
        "Systems", "Calendar", "Themes", "Reports", "About",
    ]  # fmt: skip


@pytest.mark.django_db
def test_every_page_has_the_menu(vera):
    page = vera.get("/legislation/").content.decode()
    assert '<a href="/legislation/" aria-current="page">' in page
    others = [link for link in menu("/legislation/") if not link["current"]]
    assert all(f'<li><a href="{link["url"]}">{link["label"]}</a></li>' in page for link in others)
