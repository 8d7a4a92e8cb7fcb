"""The pages of imports and bulk edits in a real browser: nothing serious to axe, no word against the policy, and a
preview that goes on by itself."""

from django.urls import reverse

from baliportal.accounts.models import User
from baliportal.catalogue.schema.records import apply_record
from legislation.models import Law

from ...editorial.desk_work import brought, edited, taken_out, written
from .marks import pytestmark  # noqa: F401
from .test_admin import administrator, portal, problems_of, visit  # noqa: F401


def page_of(batch, query=""):
    return reverse("admin:imports_batch_change", args=[batch.pk]) + query


def test_a_preview_with_everything_in_it_and_a_written_batch(administrator, portal):  # noqa: F811
    laws, user = list(Law.objects.order_by("pk")[:6]), User.objects.get(username="head")
    content = taken_out("law", [law.pk for law in laws])
    apply_record(laws[0], {"title": "Changed here"})
    changes = {(0, "title"): "Changed there", (1, "date"): "04/05/07", (2, "summary"): "การค้ามนุษย์\nสอง",
               (3, "id"): "", (3, "version"): "", (3, "slug"): "", (4, "status"): "draft"}  # fmt: skip
    mixed = brought("law", edited(content, changes), user)
    done = brought("law", edited(content, {(5, "doubt"): "Doubted"}), user)
    written(done, user)
    pages = [
        reverse("admin:legislation_law_import"),
        page_of(mixed),
        page_of(mixed, "?outcome=unchanged"),
        page_of(done),
    ]
    assert visit(administrator, portal, [*pages, reverse("admin:imports_batch_changelist")]) == {}


def test_a_field_of_many_is_chosen_previewed_by_itself_and_written(administrator, portal):  # noqa: F811
    administrator.goto(portal + reverse("admin:legislation_law_changelist") + "?q=smuggling")
    administrator.locator("#action-toggle").check()
    administrator.locator("select[name=action]").select_option("change_a_field")
    administrator.locator("button[name=index]").click()
    administrator.get_by_label("Field").select_option("topics")
    administrator.get_by_role("button", name="Choose").click()
    assert problems_of(administrator) == {}
    administrator.get_by_label("Add to what is there").check()
    administrator.get_by_label("Themes", exact=False).last.select_option(["extradition"])
    administrator.get_by_role("button", name="Show what it would change").click()
    administrator.get_by_role("button", name="Write the chosen rows").click()
    assert "written as bulk edit" in administrator.locator(".messagelist").inner_text()
    administrator.get_by_role("button", name="Undo this batch").click()
    assert "again as before bulk edit" in administrator.locator(".messagelist").inner_text()
