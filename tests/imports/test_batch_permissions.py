"""Permissions of exports and batches: as in the forms, none for other states or published records."""

import csv
import io

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from baliportal.accounts.models import Official
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.imports.bulk_edit import begin_bulk_edit, choose_change
from baliportal.imports.errors import BatchRefused
from baliportal.imports.models import Batch
from legislation.models import Agreement, Law
from tests.staff import FOREIGN_STATE

from ..editorial.desk_work import (
    brought,
    edited,
    errors_of,
    outcomes,
    previewed,
    saved,
    table_of,
    taken_out,
    undone,
    written,
)
from ..editorial.form import change_url

pytestmark = pytest.mark.django_db
LAWS = "/admin/legislation/law/"


@pytest.fixture
def desk(client, person):
    """A client signed in as an official of one state."""
    client.force_login(person("Contributor", "tomasi"))
    return client


def table(response):
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def summary(law):
    return Law.objects.get(pk=law.pk).summary


def bulk_edit(laws, user, text="In other words"):
    batch = begin_bulk_edit(Law.objects.filter(pk__in=[law.pk for law in laws]), schema=named("law"), by=user)
    choose_change(batch, field_name="summary", operation="replace", text=text)
    return previewed(batch, user)


# What goes out


@pytest.mark.parametrize("of", [LAWS, "/admin/catalogue/entry/"])
def test_an_export_holds_only_visible_records(desk, record, of):
    seen = {"Own draft", "Theirs"}
    hidden = {"A hushed bill", "A hushed paper"}
    record("Own draft")
    record("A hushed bill", state=FOREIGN_STATE)
    record("Theirs", state=FOREIGN_STATE, status=Status.PUBLISHED)
    record("A hushed paper", status=Status.PUBLISHED, visibility=Visibility.SECRETARIAT)
    titles = {value for row in table(desk.get(f"{of}export.csv")) for value in row.values()}
    assert titles & (seen | hidden) == seen
    everything = {"action": "export_selected_csv", "_selected_action": [*Entry.objects.values_list("pk", flat=True)]}
    titles = {value for row in table(desk.post(of, everything)) for value in row.values()}
    assert titles & (seen | hidden) == seen


def test_an_export_has_no_references_to_hidden_records(desk, client, person, record):
    secret, own = record("A hushed bill", state=FOREIGN_STATE), record("A bill")
    own.relations.create(relation="amends", target=Entry.objects.get(pk=secret.pk))
    pact = record("A pact", model=Agreement)
    pact.ratifying_laws.add(secret)
    files = [change_url(entry).replace(f"{entry.pk}/change/", "export.csv") for entry in (own, pact)]
    assert all("hushed" not in desk.get(file).getvalue().decode() for file in files)
    client.force_login(person("Editor"))
    assert all("hushed" in client.get(file).getvalue().decode() for file in files)


def test_importing_an_officials_export_removes_no_hidden_links(desk, person, record):
    secret, own = record("A hushed bill", state=FOREIGN_STATE), record("A bill")
    own.relations.create(relation="amends", target=Entry.objects.get(pk=secret.pk))
    content = edited(desk.post(LAWS, {"action": "export_selected_csv", "_selected_action": [own.pk]}).getvalue(),
                     {(0, "summary"): "As they wrote it"})  # fmt: skip
    editor = person("Editor")
    assert written(brought("law", content, editor), editor) == 1
    assert (summary(own), own.relations.count()) == ("As they wrote it", 1)


# Users who act for one state


def test_an_official_cannot_begin_a_bulk_edit_even_of_their_own_records(desk, record):
    chosen = {"action": "change_a_field", "_selected_action": [record().pk], "index": 0}
    assert "change_a_field" not in desk.get(LAWS).content.decode()
    assert desk.post(LAWS, chosen)["Location"] == LAWS
    assert not Batch.objects.exists()


def test_a_user_who_became_an_official_loses_access_to_their_batches(client, person, record):
    law = record(state=FOREIGN_STATE)
    user = person("Editor", "tomasi")
    done, open_one = bulk_edit([law], user, "Once"), bulk_edit([law], user, "Later")
    written(done, user)
    user.groups.set([Group.objects.get(name="Contributor")])
    Official.objects.create(user=user, country=Country.objects.get(code=FOREIGN_STATE))
    client.force_login(user)
    for batch, step in [(done, "undo"), (open_one, "anew"), (open_one, "check"), (open_one, "write")]:
        sent = {"write": "yes"}
        assert client.post(reverse(f"admin:imports_batch_{step}", args=[batch.pk]), sent).status_code == 404
    assert client.get(reverse("admin:imports_batch_change", args=[done.pk])).status_code == 404
    assert summary(law) == "Once"


# What is published


def test_a_bulk_edit_by_an_editor_reports_published_records_as_errors(person, record):
    draft, published = record("A bill"), record(status=Status.PUBLISHED)
    editor = person("Editor")
    batch = bulk_edit([draft, published], editor)
    assert outcomes(batch) == {"changed": 1, "error": 1}
    assert all("published and you may not publish" in words for words in errors_of(batch).values())
    written(batch, editor)
    assert (summary(draft), summary(published)) == ("In other words", "")


def test_an_editor_cannot_undo_changes_of_published_records(person, record):
    draft, published = record("A bill"), record(status=Status.PUBLISHED)
    publisher, editor = person("Publisher"), person("Editor")
    batch = bulk_edit([draft, published], publisher)
    written(batch, publisher)
    done, left = undone(batch, editor)
    assert (done, [title for title, _ in left]) == (1, [published.title])
    assert "you may not publish" in left[0][1]
    assert (summary(draft), summary(published)) == ("", "In other words")
    alone = bulk_edit([published], publisher, "Once more")
    written(alone, publisher)
    with pytest.raises(BatchRefused, match="Nothing was undone"):
        undone(alone, editor)
    assert summary(published) == "Once more"


def test_a_batch_is_refused_if_its_author_lost_the_right_to_publish_since_the_preview(person, record):
    published = record(status=Status.PUBLISHED)
    user = person("Publisher")
    content = edited(taken_out("law", [published.pk]), {(0, "summary"): "In other words"})
    batch = brought("law", content, user)
    user.groups.set([Group.objects.get(name="Editor")])
    user = type(user).objects.get(pk=user.pk)
    with pytest.raises(BatchRefused, match="Nothing was written"):
        written(batch, user)
    assert summary(published) == ""


# What a batch added


def added(user):
    """A batch of this person that has added one draft and changed another."""
    draft = Law.objects.create(title="A bill")
    head, row = table_of(edited(taken_out("law", [draft.pk]), {(0, "summary"): "In other words"}))
    new = ["A new bill" if name == "title" else "" for name in head]
    batch = brought("law", saved([head, row, new]), user)
    assert written(batch, user) == 2
    return batch, draft


def test_without_permission_to_delete_only_ones_own_batch_is_undone_whole(person):
    putri, rahul = person("Editor", "putri-2"), person("Editor", "rahul-2")
    batch, draft = added(putri)
    done, left = undone(batch, rahul)
    assert (done, left) == (1, [("A new bill", "Somebody else brought this record, and you may not delete it.")])
    assert summary(draft) == ""
    assert Law.objects.filter(title="A new bill").exists()
    Law.objects.filter(title="A new bill").delete()
    batch, draft = added(putri)
    assert undone(batch, putri) == (2, [])
    assert not Law.objects.filter(title="A new bill").exists()


def test_with_permission_to_delete_another_users_batch_is_undone_whole(person):
    batch, _ = added(person("Editor"))
    assert undone(batch, person("Publisher")) == (2, [])
    assert not Law.objects.filter(title="A new bill").exists()
