"""The starter may run again at any time: what curators did stays, and what nobody touched follows its file."""

import pytest

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Entry, JournalHead, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.starter import load as loading
from baliportal.starter.load import load
from legislation.models import Law
from members.models import Organisation
from resources.models import Resource
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def test_a_second_run_changes_nothing_and_writes_no_history():
    head, versions = JournalHead.current(), set(Entry.objects.values_list("pk", "version", "updated_at"))
    assert load() == {"unchanged": head}
    assert JournalHead.current() == head
    assert set(Entry.objects.values_list("pk", "version", "updated_at")) == versions


@pytest.fixture
def first_law(folder):
    return Law.objects.get(slug=folder.rows("legislation.csv")[0]["slug"])


def edit(law):
    apply_record(law, {"summary": "Ours", "topics": ["extradition"]})


def rename(law):
    Law.objects.filter(pk=law.pk).update(slug="our-address")


def withdraw(law):
    move(law, to=Status.WITHDRAWN, by=journal.Program("ana"))


def hide(law):
    Law.objects.filter(pk=law.pk).update(visibility="officials")


def tag_from_the_other_end(law):
    Topic.objects.get(slug="extradition").entries.add(law)


@pytest.mark.parametrize("act", [edit, rename, withdraw, hide, tag_from_the_other_end])
def test_what_a_curator_did_to_a_record_stays(folder, first_law, putri, act):
    before = to_record(first_law)
    with journal.recording(by=putri):
        act(first_law)
    ours = to_record(Law.objects.get(pk=first_law.pk))
    theirs = {name: value for name, value in ours.items() if value != before[name]}
    folder.change(
        "legislation.csv", 2, summary="Theirs", number="Theirs", topics="extradition;corruption", title="Theirs"
    )
    assert load(folder.path)["changed"] == 1
    now = to_record(Law.objects.get(pk=first_law.pk))
    assert theirs
    assert {name: now[name] for name in theirs} == theirs
    assert {now[name] for name in {"summary", "number", "title"} - theirs.keys()} == {"Theirs"}


def test_what_a_curator_deleted_is_not_brought_back(folder, first_law, putri):
    with journal.recording(by=putri):
        first_law.affected_by.all().delete()
        first_law.delete()
    assert load(folder.path)["left alone"] >= 1
    assert not Law.objects.filter(public_id=first_law.public_id).exists()


def test_a_person_who_is_called_starter_is_a_person(folder, first_law, django_user_model):
    with journal.recording(by=django_user_model.objects.create_user("starter")):
        edit(first_law)
    assert load(folder.path)["left alone"] == 1
    assert load()["left alone"] == 1
    assert Law.objects.get(pk=first_law.pk).summary == "Ours"


def test_a_record_that_nobody_touched_follows_its_file_in_one_act(folder, first_law):
    folder.change("legislation.csv", 2, summary="Better", topics="extradition", enacted_date="1999-01")
    assert load(folder.path)["changed"] == 1
    law = Law.objects.get(pk=first_law.pk)
    assert (law.summary, str(law.date), [topic.slug for topic in law.topics.all()]) == (
        "Better", "1999-01", ["extradition"],
    )  # fmt: skip
    [newest, first] = Change.objects.of(law)
    assert (newest.who, newest.verb, newest.version, first.verb) == ("starter", "changed", 2, "created")
    head = JournalHead.current()
    assert set(load(folder.path)) == {"unchanged"}
    assert JournalHead.current() == head


def test_rows_of_other_files_are_followed_too_also_when_they_go(folder):
    treaty, meeting = folder.rows("treaties.csv")[0]["slug"], folder.rows("workshops.csv")[0]["slug"]
    actions = folder.rows("treaty_actions.csv")
    folder.write("treaty_actions.csv", [row for row in actions if row["treaty"] != treaty])
    folder.write("workshop_series.csv", [])
    folder.write("doubts.csv", [])
    folder.add("doubts.csv", kind="treaty", slug=treaty, doubt="Is it?")
    load(folder.path)
    entry = Entry.objects.get(kind="treaty", slug=treaty)
    assert (entry.specific.actions.count(), entry.doubt) == (0, "Is it?")
    assert Workshop.objects.get(slug=meeting).series is None


def test_a_new_row_is_published_and_may_name_what_has_another_address_now(folder, putri):
    office = Organisation.objects.get(slug="rso")
    with journal.recording(by=putri):
        Organisation.objects.filter(pk=office.pk).update(slug="regional-support-office")
    folder.add("resources.csv", slug="new-guide", title="New guide", kind="handbook", publisher="rso",
               source_url="https://example.org/")  # fmt: skip
    assert load(folder.path)["new"] == 1
    guide = Resource.objects.get(slug="new-guide")
    assert (guide.publisher, guide.is_public) == (office, True)


def test_another_address_of_what_records_name_is_no_reason_to_write_history(putri):
    with journal.recording(by=putri):
        Organisation.objects.filter(slug="rso").update(slug="regional-support-office")
    head = JournalHead.current()
    assert load()["changed"] == 0
    assert JournalHead.current() == head


class PowerCut(BaseException):
    """An exception that no code catches."""


@pytest.mark.usefixtures("nothing")
def test_a_first_load_that_is_cut_short_leaves_nothing_and_can_be_made_again(small_folder, monkeypatch):
    def cut(*args, **kwargs):
        raise PowerCut

    with monkeypatch.context() as patched, pytest.raises(PowerCut):
        patched.setattr(loading, "publish_drafts", cut)
        load(small_folder.path)
    assert (JournalHead.current(), Entry.objects.count(), Topic.objects.count()) == (0, 0, 0)
    done = load(small_folder.path)
    assert set(done) == {"new"}
    assert JournalHead.current() == done["new"] == 60
    assert Organisation.objects.published().count() == 20
