"""Archived copies on the site: for the secretariat, published under a licence only, and their texts held for search."""

import json
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.urls import reverse

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, to_record
from baliportal.editorial.desk.queues import queue_named
from baliportal.files.archived import keep_copy
from baliportal.files.models import File
from baliportal.files.texts import read
from baliportal.files.uploads import accept
from baliportal.linkcheck.collecting import collect_addresses
from baliportal.linkcheck.models import ArchivedCopy, Result, State, WebAddress
from baliportal.search.index.sync import catch_up
from legislation.models import Law
from resources.models import Resource

from .storing import stored

pytestmark = pytest.mark.django_db

SOURCE = "https://gazette.example/act-7.txt"
NEEDS_LICENCE = "A copy of a linked document stays with the secretariat until somebody states its licence."


@pytest.fixture
def act(db):
    return Law.objects.create(title="An Act", url=SOURCE, archive_links=True, status=Status.PUBLISHED)


def copy_of(entry, content=b"Here the zebracorn is regulated."):
    row = read(stored(content))
    taken = datetime(2026, 3, 14, 5, tzinfo=UTC)
    return keep_copy(entry, sha256=row.sha256, original="", name="act-7.txt", address=SOURCE, taken_at=taken)


@pytest.fixture
def copy(act):
    """A copy whose text was read before a record had it."""
    return copy_of(act)


def publish(copy):
    File.objects.filter(pk=copy.pk).update(visibility="public", licence="CC-BY-4.0")


def results(client, q, **more):
    return json.loads(b"".join(client.get("/search.json", {"q": q, **more}).streaming_content))["results"]


INDONESIAN = (
    "Undang-undang ini mengatur tentang pemberantasan tindak pidana perdagangan orang yang dilakukan oleh setiap orang "
    "dalam wilayah negara Republik Indonesia dan dapat dipidana dengan pidana penjara."
)


@pytest.mark.parametrize("is_read_first", [True, False])
def test_a_copy_has_the_language_of_its_pages(act, is_read_first):
    row = stored(INDONESIAN.encode())
    row = read(row) if is_read_first else row
    copy = keep_copy(act, sha256=row.sha256, original="", name="a.txt", address=SOURCE, taken_at=datetime.now(UTC))
    read(row)
    copy.refresh_from_db()
    assert copy.language == "id"
    assert to_record(act)["files"][0]["language"] == "id"
    File.objects.update(language="ms")  # somebody knows better
    read(row)
    assert File.objects.get().language == "ms"


# Who sees it


def test_a_copy_is_open_to_the_secretariat_alone_until_it_is_published(client, tomasi, ana, copy):
    def readers():
        for user in (None, tomasi, ana):
            client.logout()
            if user:
                client.force_login(user)
            yield [client.get(address).status_code for address in (copy.get_absolute_url(), copy.text_url)]

    assert list(readers()) == [[404, 404], [404, 404], [200, 200]]
    publish(copy)
    assert list(readers()) == [[200, 200]] * 3


def test_without_a_licence_no_copy_is_published_in_the_database(copy):
    with pytest.raises(IntegrityError):
        File.objects.filter(pk=copy.pk).update(visibility="public")


def test_without_a_licence_no_record_publishes_a_copy_whatever_it_calls_it(act, copy):
    record = to_record(act)
    for changes in ({"visibility": "public"}, {"visibility": "officials", "role": "text"}):
        with pytest.raises(RecordInvalid, match=NEEDS_LICENCE):
            apply_record(act, record | {"files": [record["files"][0] | changes]})
        act = Law.objects.get(pk=act.pk)
    apply_record(act, record | {"files": [record["files"][0] | {"visibility": "public", "licence": "CC-BY-4.0"}]})
    file = act.files.get()
    assert (file.visibility, file.source_url, file.taken_at) == ("public", SOURCE, copy.taken_at)


def test_the_form_asks_for_the_licence_and_tells_the_source(admin_client, act, copy):
    address = reverse("admin:legislation_law_change", args=[act.pk])
    page = admin_client.get(address)
    assert f'Copy of <a href="{SOURCE}" rel="noreferrer">{SOURCE}</a>, taken on 14 March 2026' in page.content.decode()
    form = page.context["inline_admin_formsets"][0].formset.forms[0]
    data = {form.add_prefix(name): form[name].value() or "" for name in form.fields if name != "upload"}
    data[form.add_prefix("visibility")] = "public"
    bound = type(form)(data, instance=copy, prefix=form.prefix)
    assert bound.errors["licence"] == [NEEDS_LICENCE]


# Search


@pytest.fixture
def searchable(settings):
    settings.ARCHIVE_LINKS = "search"


def test_a_text_held_for_search_is_found_and_leads_to_its_source(searchable, vera, copy):
    catch_up()
    page = " ".join(vera.get("/search/", {"q": "zebracorn"}).content.decode().split())
    assert f'<a class="external" rel="external" href="{SOURCE}">Page 1 of <bdi>act-7.txt</bdi></a>' in page
    assert "Text held for search, read it at the source." in page
    [result] = results(vera, "zebracorn")
    [hit] = result["pages"]
    assert (hit["url"], hit["held_for_search"]) == (SOURCE, True)
    assert copy.sha256 not in page + json.dumps(result)
    assert results(vera, "zebracorn", has="file") == []


def test_who_may_open_the_copy_is_led_to_the_copy(searchable, client, ana, copy):
    catch_up()
    client.force_login(ana)
    [hit] = results(client, "zebracorn")[0]["pages"]
    assert f"/files/{copy.sha256}/text/?q=zebracorn" in hit["url"]
    assert hit["held_for_search"] is False


@pytest.mark.parametrize("case", ["not searchable here", "record allows no copies", "uploaded by a person", "draft"])
def test_other_texts_are_not_held_for_search(settings, vera, act, case):
    settings.ARCHIVE_LINKS = "1" if case == "not searchable here" else "search"
    copy = copy_of(act)
    if case == "uploaded by a person":
        File.objects.filter(pk=copy.pk).update(source_url="")
    if case == "record allows no copies":
        Law.objects.filter(pk=act.pk).update(archive_links=False)
    if case == "draft":
        Law.objects.filter(pk=act.pk).update(status=Status.DRAFT)
    catch_up()
    assert results(vera, "zebracorn") == []


# Broken links


def break_link():
    collect_addresses()
    failing = datetime(2026, 5, 2, tzinfo=UTC)
    WebAddress.objects.filter(address=SOURCE).update(
        result=Result.DEAD, failures=4, failing_days=4, failing_since=failing, checked_at=failing
    )


def test_a_broken_link_leads_to_the_copy_where_it_is_public(vera, act, copy):
    break_link()
    page = vera.get(act.get_absolute_url()).content.decode()
    assert "has not answered since 2 May 2026." in page
    assert copy.sha256 not in page
    publish(copy)
    page = vera.get(act.get_absolute_url()).content.decode()
    assert f'<a href="{copy.text_url}">Read the copy that was taken on 14 March 2026</a>' in page
    assert "licence: CC-BY-4.0" in page


# The back office


def test_the_list_of_copies_tells_the_reasons_and_asks_again(admin_client, admin_user, act):
    collect_addresses()
    failed = ArchivedCopy(address=WebAddress.objects.get(address=SOURCE))
    failed.apply(State.NOT_ALLOWED, "Its robots.txt asks us to stay away.")
    failed.save()
    address = reverse("admin:linkcheck_archivedcopy_changelist")
    page = admin_client.get(address).content.decode()
    for words in ("Its robots.txt asks us to stay away.", "An Act", "No copies are taken on this portal"):
        assert words in page
    admin_client.post(address, {"action": "ask_again", "_selected_action": [failed.pk]})
    assert ArchivedCopy.objects.get().due_at < failed.due_at
    queue = queue_named("copies-not-taken").rows(Entry.objects.all(), admin_user)
    assert list(queue.values_list("pk", flat=True)) == [act.pk]


def test_a_file_that_a_person_uploads_in_its_place_is_no_copy(copy):
    accept(ContentFile(b"The text as the ministry sent it."), "act.txt").describe(copy)
    copy.save()
    assert (copy.source_url, copy.taken_at) == ("", None)


def test_a_record_of_before_says_no_and_stays_as_it_is(act):
    guide = Resource.objects.create(title="A guide")
    record = to_record(guide)
    assert record.pop("archive_links") is False
    apply_record(guide, record)
    assert to_record(guide)["archive_links"] is False
