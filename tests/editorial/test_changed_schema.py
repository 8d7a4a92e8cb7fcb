"""Editorial work begun under an older schema continues under the newer one: files, proposals, undo."""

from dataclasses import replace

import pytest
from django.urls import reverse

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Change, JournalHead
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.catalogue.schema.scalars import Text
from baliportal.editorial.proposals import accept, merged_fields, propose
from baliportal.reports import registry
from baliportal.reports.models import SavedReport
from baliportal.reports.snapshots import current_rows, differences, make_report, stored_rows
from legislation.models import Law

from ..catalogue.schemas import ADDED, FORMER, RELEASES, Release
from ..sampling import sample
from .desk_work import brought, edited, errors_of, fields_of, outcomes, saved, table_of, taken_out, undone, written
from .form import change_url, form_data

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
PROVISIONS = [{"pinpoint": "s 1", "text": "One", "translation": "First"}]


@pytest.fixture(
    params=sample(RELEASES, one_in=2),
    ids=lambda given: " ".join(reversed(given)),
)
def release(request):
    return Release(named("law"), *request.param)


@pytest.fixture
def law(release, record):
    """Return a published law that was written before the release."""
    law = record("An Act", status=Status.PUBLISHED)
    with release.before():
        apply_record(
            law, release.known({"translation_url": "https://example.org/act-in-english", "provisions": PROVISIONS})
        )
    return law


def reloaded(law):
    return Law.objects.get(pk=law.pk)


def test_a_file_taken_out_before_comes_back_as_unchanged(release, law, ana):
    with release.before():
        files = {suffix: taken_out("law", [law.pk], suffix) for suffix in ("csv", "xlsx")}
    with release.after():
        head = JournalHead.current()
        for suffix, file in files.items():
            batch = brought("law", file, ana, f"laws.{suffix}")
            assert (outcomes(batch), errors_of(batch)) == ({"unchanged": 1}, {}), fields_of(batch)
        assert JournalHead.current() == head


def test_what_was_typed_into_an_older_file_is_all_that_changes(release, law, ana):
    with release.before():
        file = edited(taken_out("law", [law.pk]), {(0, "summary"): "As amended"})
    with release.after():
        before = to_record(reloaded(law))
        batch = brought("law", file, ana)
        assert outcomes(batch) == {"changed": 1}
        written(batch, ana)
        assert to_record(reloaded(law)) == before | {"summary": "As amended"}


def test_a_preview_made_before_is_written_after(release, law, ana):
    with release.before():
        content = edited(taken_out("law", [law.pk]), {(0, "summary"): "As amended"})
        batch = brought("law", content, ana)
    with release.after():
        before = to_record(reloaded(law))
        assert written(batch, ana) == 1
        assert to_record(reloaded(law)) == before | {"summary": "As amended"}


def test_an_import_of_before_is_undone_after(release, law, ana):
    with release.before():
        before = Change.objects.of(law).first().number
        batch = brought("law", edited(taken_out("law", [law.pk]), {(0, "summary"): "As amended"}), ana)
        written(batch, ana)
    with release.after():
        batch.refresh_from_db()
        assert undone(batch, ana) == (1, [])
        assert to_record(reloaded(law)) == Change.objects.get(number=before).record


def test_a_proposal_of_before_is_accepted_after(release, law, person):
    with release.before():
        proposal = propose(law, to_record(reloaded(law)) | {"summary": "As amended"}, by=person("Editor"))
    with release.after():
        before = to_record(reloaded(law))
        assert [(field.field.name, field.conflict) for field in merged_fields(proposal)] == [("summary", False)]
        accept(proposal, by=person("Publisher"))
        assert to_record(reloaded(law)) == before | {"summary": "As amended"}


def test_an_export_of_an_unchanged_record_changes_by_the_column_only(release, law):
    with release.before():
        before = table_of(taken_out("law", [law.pk]))
    with release.after():
        after = table_of(taken_out("law", [law.pk]))
    differing = {FORMER, release.name, release.rows}
    old, new = (dict(zip(*table, strict=True)) for table in (before, after))
    assert {n: v for n, v in old.items() if n not in differing} == {n: v for n, v in new.items() if n not in differing}


def test_saving_the_form_unchanged_says_that_nothing_was_different(release, law, client, person):
    client.force_login(person("Publisher"))
    with release.after():
        head = JournalHead.current()
        page = client.post(change_url(law), form_data(client.get(change_url(law))), follow=True)
        assert "nothing was different" in page.content.decode()
        assert JournalHead.current() == head


def test_what_was_filled_here_meanwhile_is_no_conflict_with_an_older_file(record, ana):
    release = Release(named("law"), ADDED, "commencement_note")
    law = record("An Act")
    with release.before():
        file = edited(taken_out("law", [law.pk]), {(0, "summary"): "As amended"})
    apply_record(law, {"commencement_note": "In stages"})
    batch = brought("law", file, ana)
    assert outcomes(batch) == {"changed": 1}
    written(batch, ana)
    assert (reloaded(law).summary, reloaded(law).commencement_note) == ("As amended", "In stages")


def test_a_heading_that_never_was_a_column_is_refused_still(record, ana):
    table = table_of(taken_out("law", [record("An Act").pk]))
    with pytest.raises(Exception, match="have no column “penalty”"):
        brought("law", saved([[*table[0], "penalty"], [*table[1], "x"]]), ana)


def test_a_kept_report_differs_in_nothing_from_one_with_another_column(monkeypatch, record, person):
    record("An Act of Fiji", status=Status.PUBLISHED)
    register = registry.find_report("legislation-register")
    report = SavedReport.objects.create(
        name="Laws", report=register.name, question="country=FJ", base="https://portal.example", owner=person("Editor")
    )
    snapshot = make_report(report)
    number = next(column for column in register.columns if column.name == "number")
    columns = tuple(
        replace(column, name="law_number", former_names=("number",)) if column is number else column
        for column in register.columns
    )
    columns += (replace(number, name="penalty", label="Penalty", type=Text()),)

    def rows(filters):
        return (row | {"law_number": row["number"], "penalty": ""} for row in register.rows(filters))

    monkeypatch.setattr(registry, "find_report", lambda name: newer)
    monkeypatch.setattr("baliportal.reports.snapshots.find_report", lambda name: newer)
    newer = replace(register, columns=columns, rows=rows)
    assert list(differences(report, stored_rows(snapshot), current_rows(report))) == []


def test_pages_of_the_history_open_though_a_kind_is_no_more(admin_client, record):
    change = Change.objects.of(record("An Act")).first()
    change.number, change.kind, change.subject, change.verb = change.number + 1, "invoice", "zzzzzzzz", "deleted"
    change.title, change.record = "Bought", {"title": "Bought", "price": 3}
    JournalHead.reserve(1, 0)
    Change.objects.bulk_create([change])
    addresses = [
        reverse("admin:catalogue_change_changelist"),
        reverse("admin:catalogue_change_change", args=[change.number]),
        reverse("admin:catalogue_deletedrecord_changelist"),
        reverse("admin:index"),
        "/admin/reports/changes-between/",
    ]
    for address in addresses:
        page = admin_client.get(address)
        assert (page.status_code, "Bought" in page.content.decode()) == (200, True), address
    restoring = admin_client.post(reverse("admin:catalogue_change_restore", args=[change.number]))
    assert restoring.status_code == 404
