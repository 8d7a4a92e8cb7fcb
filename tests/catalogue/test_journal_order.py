"""Versions and numbers only ever count up, and readers of the journal hear of every act once it is committed."""

import pytest
from django.db.models import F

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Entry, JournalHead
from baliportal.catalogue.publishing import Status, move
from legislation.models import Law

pytestmark = pytest.mark.django_db


def test_the_version_counts_acts_and_no_stale_copy_takes_it_back(law, new_changes):
    stale = Law.objects.get(pk=law.pk)
    for number in range(3):
        Law.objects.filter(pk=law.pk).update(summary=f"Change {number}")
    stale.number = "Act 1"
    stale.save()
    assert Entry.objects.get(pk=law.pk).version == 5
    assert [change.version for change in new_changes()] == [2, 3, 4, 5]


def test_no_stale_copy_takes_the_status_back_however_it_was_come_by(ana):
    made = Law.objects.create(title="An Act", source_note="The gazette")
    moved = Law.objects.get(pk=made.pk)
    move(moved, to=Status.PUBLISHED, by=ana)
    made.save()
    assert Law.objects.get(pk=made.pk).status == Status.PUBLISHED
    move(Law.objects.get(pk=made.pk), to=Status.WITHDRAWN, by=ana)
    moved.save()
    assert Law.objects.get(pk=made.pk).status == Status.WITHDRAWN


def test_numbers_have_no_gaps(new_changes):
    for number in range(5):
        Law.objects.create(title=f"Act {number}")
        Law.objects.filter(title=f"Act {number}").update(version=F("version"))
    numbers = list(Change.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, JournalHead.current() + 1))


def test_readers_are_called_after_the_commit_and_only_when_something_changed(law, django_capture_on_commit_callbacks):
    heard = []

    def listener(**kwargs):
        heard.append(JournalHead.current())

    journal.committed.connect(listener)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            law.save()
        assert heard == []
        with django_capture_on_commit_callbacks(execute=True):
            Law.objects.filter(pk=law.pk).update(summary="News")
            assert heard == []
        assert heard == [JournalHead.current()]
    finally:
        journal.committed.disconnect(listener)
