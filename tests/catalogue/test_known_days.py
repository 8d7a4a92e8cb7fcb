"""What the portal said on a day is what its database held at the end of it, as far as that may be seen today."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue import journal
from baliportal.catalogue.journal.history import restore
from baliportal.catalogue.journal.known import end_of, entry_known, record_known, records_known
from baliportal.catalogue.models import Change, Country
from baliportal.catalogue.publishing import MOVES, Status, move
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, to_record
from baliportal.catalogue.statuses import Visibility
from legislation.models import Law, Treaty
from resources.models import Resource

from ..files.storing import file_of
from .strategies import WITH_DATABASE

pytestmark = pytest.mark.django_db
FIRST = date(2021, 3, 1)
AUDIENCES = list(Visibility)


@pytest.fixture
def clock(monkeypatch):
    """The journal's clock, at noon of the first day; a test sets `time`."""
    clock = SimpleNamespace(time=datetime(2021, 3, 1, 12, tzinfo=UTC))
    monkeypatch.setattr("baliportal.catalogue.journal.writer.timezone", SimpleNamespace(now=lambda: clock.time))
    return clock


def publish(entry):
    return move(entry, to=Status.PUBLISHED, by=journal.SYSTEM)


class History:
    """Two laws and a treaty to which things happen, and what each audience saw of them at the end of each day."""

    def __init__(self, clock):
        self.clock, self.seen = clock, {}
        with journal.recording():
            self.slugs = {
                "law/known-one": Law.objects.create(title="One", slug="known-one").public_id,
                "law/known-two": Law.objects.create(title="Two", slug="known-two").public_id,
                "treaty/known-three": Treaty.objects.create(title="Three", slug="known-three").public_id,
            }

    def entry(self, name):
        model = Law if name.startswith("law/") else Treaty
        return model.objects.filter(public_id=self.slugs[name]).first()

    def act(self, name, act, value):
        """Do one thing to an entry; what the portal refuses does not happen."""
        entry = self.entry(name)
        if act == "restore" and entry is None:
            restore(Change.objects.filter(subject=self.slugs[name]).order_by("-number").first(), by=journal.SYSTEM)
        elif entry and act == "delete":
            with suppress(ProtectedError), transaction.atomic():
                entry.delete()
        elif entry and act == "move" and (entry.status, value) in MOVES:
            move(entry, to=value, by=journal.SYSTEM)
        elif entry and act == "save":
            with suppress(RecordInvalid):  # a law cannot name one that is deleted
                apply_record(entry, {key: part for key, part in value.items() if key in to_record(entry)})

    def snapshot(self, day):
        """Remember what each audience sees now, as what it saw on the day."""
        for audience in AUDIENCES:
            entries = filter(None, map(self.entry, self.slugs))
            visible = {
                entry.public_id: to_record(entry, audience) for entry in entries if entry.is_published_for(audience)
            }
            self.seen[audience, day] = visible

    def expected(self, audience, day, today):
        """What the audience saw on the day, of what it sees `today`; links to anything else are left out."""
        then, now = self.seen[audience, day], self.seen[audience, today]
        named = {name for name, public_id in self.slugs.items() if public_id in now}
        return {public_id: limited(record, named) for public_id, record in then.items() if public_id in now}


def limited(record, named):
    if "relations" not in record:
        return record
    relations = [row for row in record["relations"] if row["target"] in named]
    provisions = [row if f"treaty/{row['treaty']}" in named else row | {"treaty": ""} for row in record["provisions"]]
    return record | {"relations": relations, "provisions": provisions}


RELATION = {"relation": "amends", "target": "law/known-two"}
PROVISION = {"pinpoint": "s 1", "treaty": "known-three", "article": "5"}
CONTENTS = [
    {"summary": "Early"}, {"summary": "Late", "countries": ["MY"]}, {"visibility": "officials"}, {"visibility": "public"},
    {"relations": [RELATION]}, {"relations": []}, {"provisions": [PROVISION]}, {"date": "2007-08", "topics": []},
    {"actions": [{"country": "AU", "action": "ratification", "date": "2005"}]},
]  # fmt: skip
ACTS = st.one_of(
    st.tuples(st.just("save"), st.sampled_from(CONTENTS)),
    st.tuples(st.just("move"), st.sampled_from([Status.PUBLISHED, Status.PUBLISHED, Status.WITHDRAWN, Status.DRAFT])),
    st.tuples(st.sampled_from(["delete", "restore"]), st.none()),
)
NAMES = st.sampled_from(["law/known-one", "law/known-one", "law/known-two", "treaty/known-three"])
#: What happens, after how many days, at which second of the day: the first, the last and one between.
EVENTS = st.lists(st.tuples(NAMES, ACTS, st.integers(0, 2), st.sampled_from([0, 40_000, 86_399])), max_size=14)


@pytest.mark.sampled
@WITH_DATABASE
@given(EVENTS)
def test_what_was_known_is_what_the_database_held_as_far_as_it_is_visible_today(clock, events):
    with transaction.atomic():
        clock.time = datetime(2021, 3, 1, 12, tzinfo=UTC)
        history, day = History(clock), FIRST
        for name in history.slugs:
            history.act(name, "move", Status.PUBLISHED)
        history.snapshot(day)
        for name, (act, value), days, second in events:
            for _ in range(days):
                day += timedelta(days=1)
                history.snapshot(day)
            clock.time = max(clock.time, end_of(day - timedelta(days=1)) + timedelta(seconds=second))
            history.act(name, act, value)
            history.snapshot(day)
        for audience in AUDIENCES:
            for past in (FIRST + timedelta(days=number) for number in range((day - FIRST).days + 1)):
                check_known(history, audience, past, day)
        transaction.set_rollback(True)


def check_known(history, audience, past, today):
    expected = history.expected(audience, past, today)
    listed = {
        record["id"]: record
        for kind in ("law", "treaty")
        for record in records_known(kind, past, audience)
        if record["id"] in history.slugs.values()
    }
    assert listed == expected
    for public_id in history.seen[audience, today]:
        entry = next(e for e in map(history.entry, history.slugs) if e and e.public_id == public_id)
        assert record_known(entry, past, audience) == expected.get(public_id)


def test_a_day_ends_at_midnight_of_the_portals_own_time(settings):
    settings.TIME_ZONE = "Asia/Jakarta"
    assert end_of(date(2026, 11, 1)).isoformat() == "2026-11-02T00:00:00+07:00"


@pytest.fixture
def law(clock):
    """A law published on 1 March 2021 that was given another title on 3 March."""
    law = publish(Law.objects.create(title="Early title", slug="an-act", summary="Early"))
    clock.time += timedelta(days=2)
    apply_record(law, {"title": "Late title", "slug": "another-act"})
    return Law.objects.get(pk=law.pk)


def test_a_record_has_the_title_and_the_address_it_had(law):
    record = record_known(law, date(2021, 3, 2))
    assert (record["title"], record["slug"]) == ("Early title", "an-act")
    assert record_known(law, date(2021, 3, 3))["title"] == "Late title"
    listed = [record["title"] for record in records_known("law", date(2021, 3, 2)) if record["id"] == law.public_id]
    assert listed == ["Early title"]
    assert record_known(law, date(2021, 2, 28)) is None


def test_its_last_change_is_that_of_the_day(law):
    assert entry_known(law, date(2021, 3, 2)).public_updated_at == datetime(2021, 3, 1, 12, tzinfo=UTC)


def test_what_is_withdrawn_hidden_or_deleted_today_is_shown_for_no_past_day(law):
    for hide in (
        lambda: move(law, to=Status.WITHDRAWN, by=journal.SYSTEM),
        lambda: (publish(law), apply_record(law, {"visibility": "officials"})),
        lambda: law.delete(),
    ):
        hide()
        assert record_known(law, date(2021, 3, 2)) is None
        assert law.public_id not in {record["id"] for record in records_known("law", date(2021, 3, 2))}


@pytest.fixture
def amending(clock, law):
    """A law published on 3 March that names the other, whose address changed again on 5 March."""
    amending = Law.objects.create(title="Amending", slug="amending")
    apply_record(amending, {"relations": [{"relation": "amends", "target": "law/another-act"}]})
    publish(amending)
    clock.time += timedelta(days=2)
    apply_record(law, {"slug": "third-address"})
    return amending


def targets(law):
    return [row["target"] for row in record_known(law, date(2021, 3, 3))["relations"]]


def test_a_link_leads_to_the_record_under_the_address_it_has_today(amending):
    assert targets(amending) == ["law/third-address"]


def test_a_link_does_not_lead_to_another_record_that_got_the_address_since(amending):
    publish(Law.objects.create(title="A stranger", slug="another-act"))
    assert targets(amending) == ["law/third-address"]


def test_a_file_that_is_not_public_today_is_shown_for_no_past_day(clock):
    resource = Resource.objects.create(title="A guide")
    kept, removed = file_of(resource, language="en"), file_of(resource, content=b"%PDF-1.4 other", language="th")
    publish(resource)
    clock.time += timedelta(days=2)
    removed.delete()
    files = record_known(Resource.objects.get(pk=resource.pk), date(2021, 3, 1))["files"]
    assert [row["sha256"] for row in files] == [kept.sha256]


def test_a_country_that_has_another_name_today_has_that_name(clock, law):
    apply_record(law, {"countries": ["MY"]})
    Country.objects.filter(code="MY").update(name="Another name")
    known = entry_known(law, date(2021, 3, 3))
    assert [country.name for country in known.__dict__["fetched_countries"]] == ["Another name"]
