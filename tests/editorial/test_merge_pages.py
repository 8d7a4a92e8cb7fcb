"""The admin pages of a record merge: comparison, choice, permissions."""

import pytest
from django.urls import reverse

from baliportal.catalogue.models import Change, Entry
from legislation.models import Agreement, Law
from tests.stored_records import reloaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


def address(target, source):
    return reverse("admin:legislation_law_merge", args=[target.pk, source.public_id])


def test_the_page_compares_and_the_button_merges(desk, target, source):
    page = desk.get(address(target, source))
    text = page.content.decode()
    assert "What it does" in text
    assert 'name="value-topics" value="both"' in text
    for name, *args in (("change", target.pk), ("change", source.pk), ("apart", target.pk, source.public_id)):
        assert f'href="{reverse(f"admin:legislation_law_{name}", args=args)}"' in text
    data = {"versions": page.context["versions"], "value-title": "goes", "value-strange": "goes", "note": "Twice"}
    said = desk.post(address(target, source), data, follow=True).content.decode()
    assert "is merged into this record" in said
    assert reloaded(target).title == "Act, The"
    history_page = desk.get(reverse("admin:legislation_law_history", args=[target.pk])).content.decode()
    assert f"?subject={source.public_id}" in history_page
    journal = desk.get(reverse("admin:catalogue_change_changelist"), {"subject": source.public_id})
    assert journal.context["cl"].result_count == Change.objects.filter(subject=source.public_id).count()


def test_what_was_changed_since_it_was_shown_is_shown_again_and_nothing_is_merged(desk, target, source):
    versions = desk.get(address(target, source)).context["versions"]
    Law.objects.filter(pk=source.pk).update(summary="Something new")
    page = desk.post(address(target, source), {"versions": versions, "value-title": "goes"})
    text = page.content.decode()
    assert "Something new" in text
    assert "Nothing was merged" in text
    assert [row["chosen"] for row in page.context["rows"] if row["label"] == "Title"] == ["goes"]
    assert Law.objects.filter(pk=source.pk).exists()


def test_merging_needs_the_right_to_change_and_to_delete(client, target, source, putri, rahul, tomasi):
    for user, status in ((putri, 403), (rahul, 403), (tomasi, 302)):
        client.force_login(user)
        assert client.get(address(target, source)).status_code == status
        assert client.post(address(target, source)).status_code == status
        assert client.get(reverse("admin:legislation_law_merge_with", args=[target.pk])).status_code == status
    assert Entry.objects.filter(pk=source.pk).exists()


def test_merging_needs_the_right_to_change_records_that_refer_to_the_source(
    client, ana, target, source, django_user_model
):
    from django.contrib.auth.models import Permission

    lawyer = django_user_model.objects.create_user("lawyer", is_staff=True)
    lawyer.user_permissions.set(Permission.objects.filter(codename__in=["change_law", "delete_law", "view_law"]))
    agreement = Agreement.objects.create(title="An agreement")
    agreement.ratifying_laws.set([source])
    client.force_login(lawyer)
    assert client.post(address(target, source)).status_code == 403
    assert list(agreement.ratifying_laws.all()) == [source]


def test_another_record_is_named_by_its_id_or_by_any_form_of_its_address(desk, target, source):
    page = reverse("admin:legislation_law_merge_with", args=[target.pk])
    for identifier in (
        source.public_id,
        source.public_id.upper(),
        source.slug,
        f"https://example.org/legislation/{source.slug}/",
    ):
        assert desk.get(page, {"with": identifier})["Location"] == address(target, source)
    for identifier in ("nothing-like-it", target.public_id, "a\0b"):
        assert "No other record of this kind" in desk.get(page, {"with": identifier}).content.decode()
