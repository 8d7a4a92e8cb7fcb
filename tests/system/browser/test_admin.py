"""Every page of the back office in a real browser: strict policy, nothing serious to axe, light and dark, at 200 %."""

import hashlib

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from baliportal.accounts.audit import record_account_act
from baliportal.accounts.models import AccountAct, User
from baliportal.catalogue import journal
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.editorial.proposals import propose
from baliportal.environment import BASE_DIR
from baliportal.linkcheck.collecting import collect_addresses
from baliportal.reports.models import SavedReport
from baliportal.reports.snapshots import make_report
from legislation.models import Law, Treaty

from ...accounts.sign_in_steps import PASSWORD, Telephone
from .marks import pytestmark  # noqa: F401

VENDORED = BASE_DIR / "tests" / "vendor" / "axe-core"
AXE = VENDORED / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, ZOOMED = {"width": 1280, "height": 900}, {"width": 640, "height": 450}  # 1280 px, and the same at 200 %
RUN = """rules => axe.run({preload: false, runOnly: rules}).then(found => found.violations
    .filter(each => ["serious", "critical"].includes(each.impact))
    .map(each => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`))"""
#: Resolves when scripts have built their fields and colours have changed from light to dark, however long that takes.
SETTLED = """async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.allSettled(document.getAnimations().map(each => each.finished));
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_axe_is_the_one_that_is_named_beside_it():
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() in (VENDORED / "README.md").read_text()


@pytest.fixture
def portal(transactional_db, live_server):
    """Serve the portal to a browser."""
    return live_server.url


LIGHT = {"light": RULES}
LIGHT_AND_DARK = LIGHT | {"dark": {"type": "rule", "values": ["color-contrast"]}}


def problems_of(page, schemes=LIGHT_AND_DARK):
    """Return the problems of the open page: {check: details}, empty if there are none."""
    page.evaluate(SETTLED)
    wrong = {"complaints": list(page.complaints)}  # before axe, which tries styles of its own
    page.evaluate(AXE.read_text())
    for scheme, rules in schemes.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(SETTLED)
        wrong[scheme] = page.evaluate(RUN, rules)
    page.set_viewport_size(ZOOMED)
    wrong["scrolls sideways"] = page.evaluate(OVERFLOW)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    page.complaints.clear()
    return {what: details for what, details in wrong.items() if details}


def visit(page, portal, addresses, schemes=LIGHT_AND_DARK):
    problems = {}
    for address in addresses:
        page.complaints.clear()
        page.goto(portal + address)
        problems[address] = problems_of(page, schemes)
    return {address: wrong for address, wrong in problems.items() if wrong}


@pytest.fixture
def administrator(starter, portal, page, django_user_model):
    """Return the administrator's browser page on the starter content."""
    user = django_user_model.objects.create_superuser("head", password=PASSWORD)
    record_account_act(None, user, AccountAct.What.MADE)
    page.set_viewport_size(WIDE)
    client = Client()  # to sign in by hand is a test of its own
    client.force_login(user)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal}])
    return page


def of_every_model():
    """Return the URLs of the list and the add form of every model in the admin."""
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{base}_changelist")
        if type(admin.site._registry[model]).has_add_permission is admin.ModelAdmin.has_add_permission:
            yield reverse(f"{base}_add")


@pytest.mark.slow
def test_lists_and_forms_of_every_model(administrator, portal):
    collect_addresses()
    assert visit(administrator, portal, of_every_model(), LIGHT) == {}  # colours are the same as below


def test_pages_of_one_record_and_of_accounts(administrator, portal):
    law, treaty = Law.objects.get(slug="my-act-670-2007"), Treaty.objects.get(slug="actip")
    collect_addresses()
    link, me = law.link_uses.first().address_id, User.objects.get(username="head")
    pages = [
        reverse("admin:index"),
        reverse("admin:app_list", args=["legislation"]),
        reverse("admin:legislation_law_change", args=[law.pk]),
        reverse("admin:legislation_treaty_change", args=[treaty.pk]),
        reverse("admin:legislation_law_history", args=[law.pk]),
        reverse("admin:legislation_law_move", args=[law.pk, "withdrawn"]),
        reverse("admin:legislation_law_delete", args=[law.pk]),
        reverse("admin:catalogue_change_change", args=[1]),
        reverse("admin:linkcheck_webaddress_change", args=[link]),
        *(reverse(f"admin:account{name}") for name in ("", "_sign_ins", "_set_up", "_make_codes", "_password_again")),
        reverse("admin:password_change"),
        *(f"/admin/accounts/user/{me.pk}/{name}/" for name in ("change", "history", "link", "reset", "password")),
    ]
    assert visit(administrator, portal, pages) == {}


def test_pages_that_compare_two_records_or_two_versions(administrator, portal):
    law, other = Law.objects.order_by("pk")[:2]
    with journal.recording(by=journal.SYSTEM):
        apply_record(law, {"summary": "Another summary", "doubt": "Which year?"})
    first, *_, last = Change.objects.of(law).order_by("number").values_list("number", flat=True)
    proposed = propose(law, to_record(law) | {"summary": "A third"}, by=User.objects.get(username="head"))
    with journal.recording(by=journal.SYSTEM):
        apply_record(law, {"summary": "A fourth"})  # so that two changes collide
    pages = [
        f"{reverse('admin:legislation_law_compare', args=[law.pk])}?from={first}&to={last}",
        reverse("admin:legislation_law_revert", args=[law.pk, first]),
        reverse("admin:legislation_law_merge", args=[law.pk, other.public_id]),
        reverse("admin:legislation_law_apart", args=[law.pk, other.public_id]),
        reverse("admin:editorial_proposal_change", args=[proposed.pk]),
    ]
    assert visit(administrator, portal, pages) == {}


def test_pages_of_reports_for_staff(administrator, portal):
    saved = SavedReport.objects.create(
        name="Who did what", report="editorial-activity", owner=User.objects.get(username="head"), base=portal
    )
    snapshot = make_report(saved)
    pages = [
        reverse("staff_report_list"),
        "/admin/reports/editorial-activity/",
        reverse("admin:reports_savedreport_change", args=[saved.pk]),
        reverse("admin:reports_savedreport_since", args=[saved.pk, snapshot.pk]),
    ]
    with journal.recording(by=journal.SYSTEM):
        Law.objects.create(title="An Act since then")
    assert visit(administrator, portal, pages) == {}


def test_signing_in_by_keyboard_alone_with_a_second_factor(portal, page, settings, django_user_model):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.OTP_TOTP_SYNC = (
        False  # else a first code that takes half a minute to arrive moves the clock for the second
    )
    django_user_model.objects.create_superuser("head", password=PASSWORD)
    page.set_viewport_size(WIDE)
    page.goto(portal + reverse("admin:index"))
    assert problems_of(page) == {}
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content, past what every page begins with
    for text in ("head", PASSWORD):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/login/set-up/")
    assert problems_of(page) == {}
    telephone = Telephone()
    page.get_by_text("I cannot scan it").click()
    telephone.read(page.locator(".key").inner_text())
    page.get_by_label("six digits").fill("000000")
    page.keyboard.press("Enter")
    assert "not what the app should show" in page.locator(".errorlist").inner_text()
    assert page.evaluate("document.activeElement.id") == "id_code"
    assert problems_of(page) == {}
    page.get_by_label("six digits").fill(telephone.code())
    page.keyboard.press("Enter")
    page.wait_for_selector(".codes")
    assert page.locator(".codes li").count() == 10
    page.get_by_role("button", name="Print").wait_for()  # a script shows it: without one it does nothing
    assert problems_of(page) == {}
    page.get_by_role("button", name="Log out").click()
    page.goto(portal + reverse("admin:login"))
    page.get_by_label("Name").fill("head")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/login/code/")
    assert problems_of(page) == {}
    page.keyboard.type(telephone.code(drift=1))  # the cursor stands there already
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
