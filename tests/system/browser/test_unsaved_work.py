"""Two people in real browsers: no input is lost, and no saved value is overwritten unseen."""

import pytest
from django.test import Client
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.models import Topic
from baliportal.catalogue.schema.records import apply_record, to_record
from legislation.models import Law

from .marks import pytestmark  # noqa: F401

NOTICE, OTHERS = ".work-notice", ".others"


class Window:
    """A browser of one person; collects its error messages."""

    def __init__(self, browser, portal, user):
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.portal, self.user = portal, user
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else 0
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.type), dialog.accept()))
        self.sign_in()

    def sign_in(self):
        client = Client()  # signing in again with one would end its earlier session
        client.force_login(self.user)
        session = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.portal}])

    def open(self, path):
        self.page.goto(self.portal + path)
        self.page.wait_for_selector("[name=work]:not([value=''])", state="attached")

    def save(self, name="_continue"):
        """Submit the form and wait for the next page."""
        with self.page.expect_navigation():
            self.page.locator(f"[name={name}]").first.click()

    def says(self, place):
        return self.page.locator(place).inner_text()

    def drafts(self):
        return self.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('unsaved-work:')).length")


@pytest.fixture
def law(transactional_db):
    Topic.objects.create(slug="theme-of-the-test", label="A theme of the test")
    return Law.objects.create(title="An Act", summary="As it was")


@pytest.fixture
def window(law, live_server, browser):
    """Return a function that opens the window of a person; all are closed at the end."""
    yield lambda user: Window(browser, live_server.url, user)
    for context in browser.contexts:
        context.close()


@pytest.fixture
def form(law):
    return reverse("admin:legislation_law_change", args=[law.pk])


def record(law):
    return to_record(Law.objects.get(pk=law.pk))


def test_two_people_on_one_record(window, law, form, ana, putri):
    first, second = window(putri), window(ana)
    first.open(form)
    second.open(form)
    second.page.wait_for_selector(f"{OTHERS}:has-text('putri has this open since')")
    second.page.fill("#id_summary", "Ana's summary")
    second.page.fill("#id_title", "Ana's title")
    second.save()
    assert "Title and summary changed; version 2." in second.says(".messagelist")
    first.page.fill("#id_title", "Putri's title")
    first.save()
    assert "Somebody saved this record meanwhile" in first.says("#newer")
    assert first.page.evaluate("document.activeElement.id") == "newer"
    assert first.page.locator("[name=theirs]:checked").count() == 1
    first.save("take")
    assert "Taken over: Summary" in first.says("#newer")
    assert first.page.input_value("#id_title") == "Putri's title"
    first.save()
    assert "Title changed; version 3." in first.says(".messagelist")
    stored = record(law)
    assert (stored["title"], stored["summary"]) == ("Putri's title", "Ana's summary")
    assert (first.drafts(), first.page.locator(NOTICE).is_visible()) == (0, False)
    first.context.close()
    second.page.reload()
    second.page.wait_for_selector(f"{OTHERS}:has-text('putri')", state="detached")
    assert (first.complaints, second.complaints) == ([], [])


def test_after_an_error_the_cursor_stands_in_the_field_that_is_to_be_mended(window, form, ana):
    desk = window(ana)
    desk.open(f"{form}#to-mend")
    desk.page.fill("#id_source_url", "nonsense")
    desk.save()
    assert desk.page.evaluate("document.activeElement.id") == "id_source_url"
    assert desk.complaints == []


def test_a_list_of_several_shows_that_it_has_the_focus(window, form, ana):
    desk = window(ana)
    desk.open(form)
    place = desk.page.locator(".field-topics")
    place.locator(".select2-search__field").focus()
    outline = "element => getComputedStyle(element).outlineStyle"
    assert place.locator(".select2-selection").evaluate(outline) == "solid"


def test_unsaved_work_is_offered_back_with_lists_and_rows_and_gone_on_signing_out(window, law, form, ana):
    desk = window(ana)
    desk.open(form)
    type_in_every_kind_of_field(desk.page)
    desk.page.wait_for_timeout(900)
    desk.open(form)  # the browser asks first, see below
    assert "You have unsaved work of" in desk.says(NOTICE)
    assert desk.page.input_value("#id_title") == "An Act"
    desk.page.get_by_text("Look at it").click()
    assert "Typed and not saved" in desk.says(f"{NOTICE} table")
    desk.page.get_by_role("button", name="Restore it").click()
    assert "is back in the form" in desk.says(NOTICE)
    desk.save()
    stored = record(law)
    assert (stored["title"], stored["topics"]) == ("Typed and not saved", ["theme-of-the-test"])
    assert [row["pinpoint"] for row in stored["provisions"]] == ["s 12"]
    assert desk.drafts() == 0
    desk.page.fill("#id_doubt", "Left behind")
    desk.page.wait_for_timeout(900)
    assert desk.drafts() == 1
    with desk.page.expect_navigation():
        desk.page.locator("#logout-form button").click()
    assert desk.drafts() == 0
    assert desk.complaints == ["beforeunload", "beforeunload"]


def type_in_every_kind_of_field(page):
    page.fill("#id_title", "Typed and not saved")
    page.locator(".field-topics .select2-selection").click()
    page.locator(".select2-results__option", has_text="A theme of the test").click()
    page.locator("#provisions-group .add-row a").click()
    page.fill("#id_provisions-0-pinpoint", "s 12")


def test_without_connection_or_session_the_form_stays_and_says_why(window, law, form, ana):
    desk = window(ana)
    desk.open(form)
    desk.page.fill("#id_title", "Typed on a ship")
    desk.context.set_offline(True)
    desk.page.locator("[name=_continue]").first.click()
    desk.page.wait_for_selector(f"{NOTICE}:has-text('cannot be reached')")
    desk.context.set_offline(False)
    desk.context.clear_cookies(name="sessionid")
    desk.page.locator("[name=_continue]").first.click()
    desk.page.wait_for_selector(f"{NOTICE}:has-text('no longer signed in')")
    assert desk.page.input_value("#id_title") == "Typed on a ship"
    assert record(law)["title"] == "An Act"
    desk.sign_in()  # in another window, whereby the form's token gets old
    desk.save()
    assert record(law)["title"] == "Typed on a ship"
    assert [said for said in desk.complaints if "ERR_INTERNET_DISCONNECTED" not in said] == []


def test_work_on_an_older_version_comes_back_with_both_sides(window, law, form, ana, putri):
    desk = window(ana)
    desk.open(form)
    desk.page.fill("#id_title", "Ana's old work")
    desk.page.wait_for_timeout(900)
    with journal.recording(by=putri):
        apply_record(law, {"summary": "Putri's summary"})
    desk.open(form)
    assert "The record was changed after you opened it" in desk.says(NOTICE)
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="Restore it").click()
    assert "Putri changed summary" in desk.says("#newer")
    assert record(law)["title"] == "An Act"
    desk.save("take")
    desk.save()
    stored = record(law)
    assert (stored["title"], stored["summary"], desk.drafts()) == ("Ana's old work", "Putri's summary", 0)
    assert desk.complaints == ["beforeunload"]
