"""No spreadsheet and no batch reaches further than a form: not to another state, and not to what is published."""

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
    """Where an official of one state sits."""
    client.force_login(person("Contributor", "tomasi"))
    return client


def table(response):
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def summary(law):
    return Law.objects.get(pk=law.pk).summary


def bulk_edit(laws, user, text="In other words"):
    batch = begin_bulk_edit(Law.objects.filter(pk__in=[law.pk for law in laws]), schema=named("law"), by=user)
    choose_change(batch, column="summary", act="replace", text=text)
    return previewed(batch, user)


# What goes out


@pytest.mark.parametrize("of", [LAWS, "/admin/catalogue/entry/"])
def test_a_file_holds_what_somebody_may_see_and_nothing_else(desk, record, of):
    seen = {"His draft", "Theirs"}
    hidden = {"A hushed bill", "A hushed paper"}
    record("His draft")
    record("A hushed bill", state=FOREIGN_STATE)
    record("Theirs", state=FOREIGN_STATE, status=Status.PUBLISHED)
    record("A hushed paper", status=Status.PUBLISHED, visibility=Visibility.SECRETARIAT)
    titles = {value for row in table(desk.get(f"{of}export.csv")) for value in row.values()}
    assert titles & (seen | hidden) == seen
    everything = {"action": "export_selected_csv", "_selected_action": [*Entry.objects.values_list("pk", flat=True)]}
    titles = {value for row in table(desk.post(of, everything)) for value in row.values()}
    assert titles & (seen | hidden) == seen


def test_a_file_tells_of_no_hidden_record_that_another_names(desk, client, person, record):
    secret, his = record("A hushed bill", state=FOREIGN_STATE), record("A bill")
    his.relations.create(relation="amends", target=Entry.objects.get(pk=secret.pk))
    pact = record("A pact", model=Agreement)
    pact.ratifying_laws.add(secret)
    files = [change_url(entry).replace(f"{entry.pk}/change/", "export.csv") for entry in (his, pact)]
    assert all("hushed" not in desk.get(file).getvalue().decode() for file in files)
    client.force_login(person("Editor"))
    assert all("hushed" in client.get(file).getvalue().decode() for file in files)


def test_a_file_of_an_official_takes_no_link_away_when_the_secretariat_brings_it(desk, person, record):
    secret, his = record("A hushed bill", state=FOREIGN_STATE), record("A bill")
    his.relations.create(relation="amends", target=Entry.objects.get(pk=secret.pk))
    content = edited(desk.post(LAWS, {"action": "export_selected_csv", "_selected_action": [his.pk]}).getvalue(),
                     {(0, "summary"): "As he wrote it"})  # fmt: skip
    editor = person("Editor")
    assert written(brought("law", content, editor), editor) == 1
    assert (summary(his), his.relations.count()) == ("As he wrote it", 1)


# Whoever acts for one state


def test_an_official_begins_no_bulk_edit_not_even_of_his_own(desk, record):
    chosen = {"action": "change_a_field", "_selected_action": [record().pk], "index": 0}
    assert "change_a_field" not in desk.get(LAWS).content.decode()
    assert desk.post(LAWS, chosen)["Location"] == LAWS
    assert not Batch.objects.exists()


def test_who_became_an_official_leaves_his_batches_behind(client, person, record):
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


def test_a_bulk_edit_by_an_editor_leaves_what_is_published_and_says_so(person, record):
    draft, published = record("A bill"), record(status=Status.PUBLISHED)
    editor = person("Editor")
    batch = bulk_edit([draft, published], editor)
    assert outcomes(batch) == {"changed": 1, "error": 1}
    assert all("published and you may not publish" in words for words in errors_of(batch).values())
    written(batch, editor)
    assert (summary(draft), summary(published)) == ("In other words", "")


def test_an_editor_undoes_nothing_that_is_published(person, record):
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


def test_who_lost_the_right_to_publish_writes_no_batch_that_he_previewed_with_it(person, record):
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


def test_who_may_not_delete_undoes_his_own_batch_whole_and_of_anothers_leaves_what_it_added(person):
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


def test_who_may_delete_undoes_what_anothers_batch_added(person):
    batch, _ = added(person("Editor"))
    assert undone(batch, person("Publisher")) == (2, [])
    assert not Law.objects.filter(title="A new bill").exists()
