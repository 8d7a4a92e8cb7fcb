"""Whom to write to: mailboxes for everybody; for signed-in officials contact points and papers, for nobody else."""

import pytest

from baliportal.catalogue.models import PortalSettings
from baliportal.catalogue.publishing import Visibility
from members.models import MemberState
from workshops.models import Workshop

from ...accounts.sign_in_steps import PASSWORD
from ...files.storing import file_of
from .marks import pytestmark  # noqa: F401
from .test_questions_answered import visitor  # noqa: F401 - a fixture

MAILBOX, PAPER = "axolotl-desk@example.org", "Axolotl agenda"


@pytest.fixture
def meeting(portal):
    """A meeting for everybody with a paper for officials, and a contact point of a member."""
    meeting = Workshop.objects.get(slug="ministerial-conference-8")
    file_of(meeting, b"Axolotl items", title=PAPER, role="agenda", visibility=Visibility.OFFICIALS)
    MemberState.objects.get(slug="fj").contact_points.create(role="Axolotl desk", mailbox=MAILBOX)
    return meeting


@pytest.fixture
def official(portal, django_user_model):
    return django_user_model.objects.create_user("tomasi", password=PASSWORD)


def test_whom_to_write_to(visitor):  # noqa: F811
    PortalSettings.objects.create(secretariat_email="secretariat@example.org", support_office_email="rso@example.org")
    visitor.click(visitor.page.get_by_role("contentinfo").get_by_role("link", name="Contact"))
    for address in ("secretariat@example.org", "rso@example.org"):
        link = visitor.page.locator(f'main a[href="mailto:{address}"]')
        assert link.inner_text() == address
        assert address in visitor.first_screen()
    visitor.click(visitor.page.locator("main").get_by_role("link", name="Tell us what is missing or wrong"))
    assert visitor.page.locator("textarea").is_visible()
    assert visitor.clicks <= 3


def test_an_official_signs_in_reads_contacts_and_papers_and_leaves_nothing_to_the_next_visitor(
    visitor,  # noqa: F811
    meeting,
    official,
):
    page = visitor.page
    visitor.click(page.get_by_role("link", name="Sign in"))
    page.get_by_label("Name").fill("tomasi")
    page.get_by_label("Password").fill(PASSWORD)
    visitor.click(page.locator("main").get_by_role("button", name="Sign in", exact=True))
    page.goto(f"{visitor.portal}/officials/")
    assert PAPER in page.locator("main").inner_text()
    visitor.click(page.locator("main").get_by_role("link", name="by member"))
    assert MAILBOX in page.locator("main").inner_text()
    page.goto(f"{visitor.portal}{meeting.get_absolute_url()}")
    assert PAPER in page.locator("main").inner_text()
    visitor.click(page.get_by_role("button", name="Sign out"))
    assert page.get_by_role("link", name="Sign in").is_visible()
    page.goto(f"{visitor.portal}{meeting.get_absolute_url()}")
    assert PAPER not in page.content()
    page.goto(f"{visitor.portal}/officials/contacts/")
    assert page.url.startswith(f"{visitor.portal}/accounts/login/?next=")
    assert MAILBOX not in page.content()


def test_a_visitor_who_follows_the_link_of_an_official_is_told_how_to_sign_in_and_nothing_else(page, portal, official):
    closed = Workshop.objects.create(title="Axolotl talks", type="workshop", status="published", visibility="officials")
    page.goto(f"{portal}{closed.get_absolute_url()}")
    assert "Axolotl" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Sign in as an official").click()
    page.get_by_label("Name").fill("tomasi")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    assert page.locator("h1").inner_text() == "Axolotl talks"
