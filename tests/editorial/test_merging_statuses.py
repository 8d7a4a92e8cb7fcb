"""No merge, and no undo of one, removes a public page, whichever of the two records is the target."""

from itertools import product

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from baliportal.catalogue.journal import history
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status
from baliportal.editorial.record_merge import MergeRefused, merge
from legislation.models import Law

pytestmark = pytest.mark.django_db

#: Status of the target after a merge: {(target before, source before): target after}.
AFTER_MERGING = {
    ("draft", "draft"): "draft",
    ("draft", "in-review"): "draft",
    ("draft", "published"): "published",
    ("draft", "withdrawn"): "draft",
    ("in-review", "draft"): "in-review",
    ("in-review", "in-review"): "in-review",
    ("in-review", "published"): "published",
    ("in-review", "withdrawn"): "in-review",
    ("published", "draft"): "published",
    ("published", "in-review"): "published",
    ("published", "published"): "published",
    ("published", "withdrawn"): "published",
    ("withdrawn", "draft"): "withdrawn",
    ("withdrawn", "in-review"): "withdrawn",
    ("withdrawn", "published"): "published",
    ("withdrawn", "withdrawn"): "withdrawn",
}
#: The one of the two that the page proposes to keep: "first" is the one from which it was opened.
KEPT_BY_DEFAULT = dict.fromkeys(AFTER_MERGING, "first") | {
    ("draft", "published"): "second",
    ("in-review", "published"): "second",
    ("withdrawn", "published"): "second",
}
ALL_PAIRS = sorted(AFTER_MERGING)


@pytest.fixture
def two(record):
    """Return a function that creates two laws of these statuses, each with a former address."""

    def make(*statuses, **values):
        laws = [record(title, status=Status(status), **values) for title, status in zip("AB", statuses, strict=True)]
        for law in laws:
            law.slug = f"later-{law.title.lower()}"
            law.save()
        laws[1].number = "7"  # so that there is something to merge
        laws[1].save()
        return laws

    return make


def addresses_of(law):
    return [f"/legislation/{law.slug}/", f"/legislation/{law.title.lower()}/", f"/e/{law.public_id}/"]


def has_public_page(client, address):
    return client.get(address, follow=True).status_code == 200


def public_addresses(client, laws):
    return [address for law in laws for address in addresses_of(law) if has_public_page(client, address)]


def status_of(law):
    return Law.objects.get(public_id=law.public_id).status


def undo(target, source, before, by):
    """Restore the source and revert the target to its state before the merge."""
    history.restore(Change.objects.of(source).first(), by=by)
    history.revert(Law.objects.get(pk=target.pk), to=before, by=by)


def test_the_table_has_every_pair_of_statuses():
    assert set(AFTER_MERGING) == set(product(["draft", "in-review", "published", "withdrawn"], repeat=2))


@pytest.mark.parametrize("pair", ALL_PAIRS, ids="-".join)
def test_what_is_public_leads_to_a_public_page_after_merging_and_after_undo(client, ana, two, pair):
    target, source = two(*pair)
    before, was_public = Change.objects.of(target).first(), public_addresses(client, [target, source])
    assert len(was_public) == 3 * pair.count("published")
    merge(target, source, by=ana)
    assert status_of(target) == AFTER_MERGING[pair]
    assert Change.objects.of(target).first().verb == "merged"
    assert [address for address in was_public if not has_public_page(client, address)] == []
    undo(target, source, before, by=ana)
    assert (status_of(target), status_of(source)) == (AFTER_MERGING[pair], pair[1])
    assert [address for address in was_public if not has_public_page(client, address)] == []


@pytest.mark.parametrize(("pair", "back_as"), [
    (("published", "draft"), "draft"), (("published", "in-review"), "in-review"),
    (("published", "published"), "draft"), (("published", "withdrawn"), "draft"),
])  # fmt: skip
def test_people_who_may_not_publish_restore_a_draft_and_addresses_still_redirect(
    client, ana, putri, two, pair, back_as
):
    target, source = two(*pair)
    before, was_public = Change.objects.of(target).first(), public_addresses(client, [target, source])
    merge(target, source, by=ana)
    undo(target, source, before, by=putri)
    assert status_of(source) == back_as
    assert [address for address in was_public if not has_public_page(client, address)] == []


@pytest.mark.parametrize("status", ["draft", "published"])
def test_what_was_deleted_without_a_merger_comes_back_as_a_draft(ana, two, status):
    law, _ = two(status, "draft")
    law.delete()
    assert history.restore(Change.objects.of(law).first(), by=ana).status == "draft"


def test_a_target_that_may_not_be_published_does_not_replace_a_published_source(ana, two, django_user_model):
    target, source = two("draft", "published")
    lawyer = django_user_model.objects.create_user("lawyer", is_staff=True)
    lawyer.user_permissions.set(Permission.objects.filter(codename__in=["change_law", "delete_law", "view_law"]))
    number = Change.objects.count()
    with pytest.raises(MergeRefused, match="cannot be published"):
        merge(target, source, by=lawyer)
    Law.objects.filter(pk=target.pk).update(source_note="")
    with pytest.raises(MergeRefused, match="No source"):
        merge(
            Law.objects.get(pk=target.pk),
            Law.objects.get(public_id=source.public_id),
            by=ana,
            chosen={"source_note": "stays"},
        )
    assert Change.objects.count() == number + 1
    assert status_of(source) == "published"


#: {((status, audience) of the target, (status, audience) of the source): True if the merge is allowed}.
AUDIENCES = {
    ("published", "public", "published", "public"): True,
    ("published", "public", "published", "officials"): True,
    ("published", "officials", "published", "public"): False,
    ("draft", "officials", "published", "public"): False,
    ("draft", "public", "published", "officials"): False,
    ("draft", "officials", "published", "officials"): True,
    ("draft", "public", "draft", "officials"): True,
}


@pytest.mark.parametrize("case", AUDIENCES, ids="-".join)
def test_a_merge_never_changes_the_audience_of_published_content(ana, two, case):
    target, source = two(case[0], case[2])
    for law, visibility in ((target, case[1]), (source, case[3])):
        law.visibility = visibility
        law.save()
    if AUDIENCES[case]:
        merge(target, source, by=ana)
        assert Law.objects.get(pk=target.pk).visibility == case[1]
    else:
        with pytest.raises(MergeRefused, match="is published for the"):
            merge(target, source, by=ana)


def page_of(target, source):
    return reverse("admin:legislation_law_merge", args=[target.pk, source.public_id])


@pytest.mark.parametrize("pair", ALL_PAIRS, ids="-".join)
def test_the_page_proposes_to_keep_the_published_one_from_whichever_side_it_is_opened(client, ana, two, pair):
    client.force_login(ana)
    first, second = two(*pair)
    page = client.get(page_of(first, second), follow=True)
    assert page.context["object"] == (first if KEPT_BY_DEFAULT[pair] == "first" else second)
    swapped = client.get(page.context["swap_url"])
    assert swapped.context["object"] == page.context["other"]
    announced = "will be published, as the other is" in swapped.content.decode()
    assert announced == (page.context["object"].status == "published" != page.context["other"].status)
