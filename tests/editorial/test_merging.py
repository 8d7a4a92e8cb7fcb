"""Record merge: no data is lost, all references and addresses lead to the target, and it can be undone."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from baliportal.catalogue.journal import SYSTEM, history
from baliportal.catalogue.kinds import all_schemas
from baliportal.catalogue.models import Change, Country, Entry, FormerAddress, FormerId, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import to_record
from baliportal.catalogue.schema.references import references_to_kind, referrers
from baliportal.catalogue.schema.relations import Link, Links
from baliportal.editorial.record_merge import MergeRefused, choices, merge
from baliportal.files.models import File
from legislation.models import Agreement, Law, LawRelation, Provision, Treaty
from members.models import Organisation
from resources.models import Resource
from workshops.models import Attendance, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    law = Law.objects.create(title="The Act", number="Act 1", source_note="The gazette", status=Status.PUBLISHED)
    law.countries.set(Country.objects.filter(code="MY"))
    law.topics.set(Topic.objects.filter(slug="extradition"))
    return law


@pytest.fixture
def source():
    law = Law.objects.create(title="Act, The", summary="What it does", status=Status.PUBLISHED)
    law.countries.set(Country.objects.filter(code="MY"))
    law.topics.set(Topic.objects.filter(slug="victim-protection"))
    Provision.objects.create(law=law, pinpoint="s 12", text="A text")
    return law


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


def test_missing_values_come_from_the_source_and_sets_and_rows_are_united(target, source, ana):
    merged = to_record(fresh(merge(target, source, by=ana)))
    assert (merged["title"], merged["number"], merged["summary"]) == ("The Act", "Act 1", "What it does")
    assert merged["topics"] == ["extradition", "victim-protection"]
    assert [row["pinpoint"] for row in merged["provisions"]] == ["s 12"]
    assert (merged["status"], merged["slug"]) == ("published", target.slug)
    assert not Law.objects.filter(pk=source.pk).exists()


def test_the_value_of_each_field_can_be_chosen(target, source, ana):
    chosen = {"title": "goes", "topics": "stays", "provisions": "goes", "number": "goes"}
    merged = to_record(fresh(merge(target, source, by=ana, chosen=chosen)))
    assert (merged["title"], merged["number"], merged["topics"]) == ("Act, The", "", ["extradition"])


def test_only_what_differs_is_to_be_chosen(target, source):
    assert {column.name for column, *_ in choices(target, source)} == {
        "title", "number", "source_note", "summary", "topics", "provisions",
    }  # fmt: skip


def test_it_is_one_act_and_both_histories_stay(target, source, ana):
    before = {law.public_id: Change.objects.of(law).count() for law in (target, source)}
    merge(target, source, by=ana, note="Entered twice")
    last = {law.public_id: Change.objects.of(law).first() for law in (target, source)}
    assert {law: Change.objects.filter(subject=law).count() for law in before} == {
        law: n + 1 for law, n in before.items()
    }
    assert (last[target.public_id].verb, last[source.public_id].verb) == ("merged", "deleted")
    assert {change.who for change in last.values()} == {"ana"}
    assert all("Entered twice" in change.note and source.public_id in change.note for change in last.values())


def test_old_addresses_lead_to_the_one_that_stays_the_permanent_one_too(client, target, source, ana):
    Law.objects.filter(pk=source.pk).update(slug="a-newer-address")
    gone = Law.objects.get(pk=source.pk)
    merge(target, gone, by=ana)
    for slug in (source.slug, "a-newer-address"):
        answer = client.get(f"/legislation/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, target.get_absolute_url())
    assert client.get(f"/e/{source.public_id}/")["Location"] == target.get_absolute_url()
    assert client.get(f"/e/{target.public_id}/")["Location"] == target.get_absolute_url()


def test_addresses_lead_on_through_a_second_merger_and_never_to_what_is_not_published(client, target, source, ana):
    merge(target, source, by=ana)
    last = Law.objects.create(title="The last")
    merge(last, fresh(target), by=ana)
    move(last, to=Status.WITHDRAWN, by=SYSTEM)
    assert client.get(f"/e/{source.public_id}/").status_code == 404
    move(last, to=Status.PUBLISHED, by=SYSTEM)
    for address in (f"/e/{source.public_id}/", f"/e/{target.public_id}/", f"/legislation/{source.slug}/"):
        assert client.get(address)["Location"] == last.get_absolute_url()


def test_a_merger_is_undone_by_bringing_back_the_one_and_reverting_the_other(client, target, source, ana):
    before = [Change.objects.of(law).first() for law in (target, source)]
    merge(target, source, by=ana)
    back = history.restore(Change.objects.of(source).first(), by=ana)
    history.revert(fresh(target), to=before[0], by=ana)
    assert to_record(fresh(target)) == before[0].record
    # Without a source it may not be published again: it is a draft, and its address leads to the one that stayed.
    assert to_record(fresh(back)) == before[1].record | {"status": "draft"}
    assert client.get(f"/e/{source.public_id}/")["Location"] == target.get_absolute_url()


# References to the source


def test_every_link_between_entries_in_any_record_form_is_a_place_that_is_re_pointed():
    linking = 0
    for form in all_schemas():
        for column in form.fields:
            inner = column.type.fields if isinstance(column.type, NestedRows) else [column]
            linking += sum(type(field.type) in (Link, Links) for field in inner)
    references = {
        (place.schema.name, place.field.name, place.inner) for kind in _kinds() for place in references_to_kind(kind)
    }
    assert len(references) == linking > 10


def _kinds():
    return ["workshop", "law", "agreement", "treaty", "resource", "member", "organisation", "system"]


def test_fields_sets_and_rows_of_others_name_the_one_that_stays(ana):
    one, other = (Organisation.objects.create(title=title) for title in ("The Office", "Office, The"))
    guide = Resource.objects.create(title="A guide", publisher=other)
    meeting = Workshop.objects.create(title="A meeting")
    meeting.host_organisations.set([other])
    meeting.funders.set([one, other])
    Attendance.objects.create(workshop=meeting, organisation=other, role="speaker")
    assert set(referrers(other)) == {guide, meeting}
    merge(one, other, by=ana)
    assert fresh(guide).publisher == one
    record = to_record(fresh(meeting))
    assert (record["host_organisations"], record["funders"]) == ([one.slug], [one.slug])
    assert [row["organisation"] for row in record["attendances"]] == [one.slug]
    for entry in (guide, meeting):
        change = Change.objects.of(entry).first()
        assert (change.who, change.verb) == ("ana", "changed")
        assert "merged into" in change.note


def test_a_link_that_names_any_entry_is_re_pointed_too(target, source, ana):
    later = Law.objects.create(title="A later Act")
    LawRelation.objects.create(law=later, relation="amends", target=source)
    merge(target, source, by=ana)
    assert LawRelation.objects.get(law=later).target_id == target.pk


def test_references_of_the_two_to_each_other_are_removed(target, source, ana):
    LawRelation.objects.create(law=target, relation="amends", target=source)
    LawRelation.objects.create(law=source, relation="repeals", target=target)
    merge(target, source, by=ana)
    assert not LawRelation.objects.filter(law__in=[target.pk, source.pk]).exists()
    first, second = (Agreement.objects.create(title=title) for title in ("One", "Two"))
    first.supersedes.set([second])
    assert not fresh(merge(first, second, by=ana)).supersedes.exists()


def test_files_go_along_with_their_bytes(ana):
    one, other = (Resource.objects.create(title=title) for title in ("A guide", "The guide"))
    File.objects.create(entry=other, file=ContentFile(b"bytes", "guide.pdf"), pages=["The text"])
    merge(one, other, by=ana)
    [file] = File.objects.filter(entry=one)
    assert file.file.read() == b"bytes"
    assert file.pages == ["The text"]


def test_when_another_record_cannot_name_both_nothing_is_merged_and_it_is_named(ana):
    one, other = (Organisation.objects.create(title=title) for title in ("The Office", "Office, The"))
    meeting = Workshop.objects.create(title="A meeting")
    Attendance.objects.create(workshop=meeting, organisation=one, role="speaker", note="One")
    Attendance.objects.create(workshop=meeting, organisation=other, role="speaker", note="Another")
    before = Change.objects.count()
    with pytest.raises(MergeRefused, match="“A meeting” cannot name the other"):
        merge(one, other, by=ana)
    assert Change.objects.count() == before
    assert Organisation.objects.filter(pk=other.pk).exists()
    assert not FormerId.objects.exists()


def test_two_kinds_and_one_and_the_same_are_refused(target, ana):
    for other in (Treaty.objects.first(), target):
        with pytest.raises(MergeRefused, match="two different records of one kind"):
            merge(target, other, by=ana)


def test_a_second_concurrent_merge_is_refused(target, source, ana):
    stale = fresh(source)
    merge(target, source, by=ana)
    before = Change.objects.count()
    with pytest.raises(MergeRefused, match="not there any more"):
        merge(fresh(target), stale, by=ana)
    assert Change.objects.count() == before


def test_what_is_known_of_a_link_beyond_its_record_is_not_lost(ana):
    one, other = (Resource.objects.create(title="A guide", source_note="Its cover") for _ in range(2))
    earlier, later = (timezone.now() - datetime.timedelta(days=days) for days in (9, 2))
    for entry, name, known in [
        (one, "bare", {}),
        (one, "checked", {"checked_at": earlier, "check_result": "gone"}),
        (other, "bare", {"checked_at": later, "check_result": "works", "kept_copy": "copies/2026/bare.pdf"}),
        (other, "checked", {"checked_at": later, "check_result": "works", "kept_copy": "copies/2026/checked.pdf"}),
        (other, "new", {"checked_at": later, "check_result": "moved", "kept_copy": "copies/2026/new.pdf"}),
    ]:
        entry.links.create(url=f"https://example.org/{name}", **known)
    merge(one, other, by=ana)
    links = fresh(one).links.order_by("url")
    assert [(link.url[20:], link.checked_at, link.check_result, link.kept_copy.name) for link in links] == [
        ("bare", later, "works", "copies/2026/bare.pdf"),
        ("checked", earlier, "gone", "copies/2026/checked.pdf"),
        ("new", later, "moved", "copies/2026/new.pdf"),
    ]


class TestNothingIsLost(TestCase):
    """A merge that unites everything holds each country, theme and row of either record."""

    some = st.sets(st.sampled_from(["AU", "ID", "MY", "TH"]))

    @settings(max_examples=15, deadline=None)
    @given(some, some, st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("bcd")), st.booleans())
    def test_of_sets_and_rows(self, one_in, other_in, one_rows, other_rows, turned):
        laws = []
        for codes, rows in ((one_in, one_rows), (other_in, other_rows)):
            laws.append(Law.objects.create(title="An Act"))
            laws[-1].countries.set(Country.objects.filter(code__in=codes))
            for row in rows:
                Provision.objects.create(law=laws[-1], pinpoint=row, text=row.upper())
        target, source = reversed(laws) if turned else laws
        merged = to_record(fresh(merge(target, source, by=SYSTEM)))
        assert set(merged["countries"]) == one_in | other_in
        assert {row["pinpoint"] for row in merged["provisions"]} == one_rows | other_rows


# Admin


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
    assert fresh(target).title == "Act, The"
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


def test_former_addresses_of_the_other_stay_one_row_each(target, source, ana):
    merge(target, source, by=ana)
    assert list(FormerAddress.objects.filter(entry=target.pk).values_list("slug", flat=True)) == [source.slug]
