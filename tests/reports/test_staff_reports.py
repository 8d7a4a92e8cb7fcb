"""Staff reports: readable with the permission only, in every format, and their rows say what happened."""

import csv
import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.http import QueryDict
from django.utils import timezone

from baliportal.accounts.models import SignIn
from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Entry, JournalHead
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from baliportal.editorial.models import Proposal
from baliportal.linkcheck.models import LinkUse, WebAddress
from baliportal.reports.exports import ReportExport
from baliportal.reports.registry import FILES, STAFF_REPORTS, find_report

from ..sampling import sample
from ..site.addresses import plain

pytestmark = pytest.mark.django_db
ADDRESSES = ["/", "/choices/", *(f".{suffix}" for suffix in FILES), ".manifest.json", ".csv.manifest.json"]


def rows_of(name, **query):
    params = QueryDict(mutable=True)
    params.update(query)
    report = find_report(name)
    filters = report.bind_filters(params)
    rows = list(report.iter_rows(filters))
    assert report.total(filters) == len(rows)
    assert all(row.keys() >= {column.name for column in report.columns} for row in rows)
    return rows


every_report = pytest.mark.parametrize("report", STAFF_REPORTS, ids=lambda report: report.name)

MOST = ["editorial-activity", "waiting-times", "changes-between", "data-quality", "broken-links"]
#: Which staff reports each role may read.
READ_BY = {
    "Contributor": [],
    "Editor": MOST,
    "Publisher": MOST,
    "Administrator": [*MOST, "sign-ins"],
    "Auditor": [*MOST, "sign-ins"],
}


@pytest.mark.parametrize("role", READ_BY)
def test_a_role_reads_and_is_shown_its_reports_and_no_others(client, person, role):
    client.force_login(person(role))
    answers = {report.name: client.get(f"/admin/reports/{report.name}.json").status_code for report in STAFF_REPORTS}
    assert answers == {name: 200 if name in READ_BY[role] else 403 for name in READ_BY["Administrator"]}
    page = client.get("/admin/reports/").content.decode()
    assert [report.name for report in STAFF_REPORTS if report.title in page] == READ_BY[role]


@pytest.mark.sampled
@every_report
def test_every_form_of_a_report_needs_the_permission_and_is_stored_nowhere(client, person, report):
    client.force_login(person("Auditor"))
    asked = sample(ADDRESSES, one_in=3, shift=STAFF_REPORTS.index(report))
    for rest in asked:
        response = client.get(f"/admin/reports/{report.name}{rest}")
        assert response.status_code == 200, rest
        assert "no-store" in response["Cache-Control"], rest
    client.force_login(person("Contributor"))
    for rest in asked:
        assert client.get(f"/admin/reports/{report.name}{rest}").status_code == 403, rest


def test_every_page_of_the_reports_leads_back_to_the_back_office(client, person):
    client.force_login(person("Publisher"))
    for page in ("/admin/reports/", "/admin/reports/legislation-register/"):
        assert '<a href="/admin/">Back office</a>' in client.get(page).content.decode()
    for page in ("/reports/", "/reports/legislation-register/"):
        assert "/admin/" not in client.get(page).content.decode().partition("<main")[2].partition("</main>")[0]


@every_report
def test_nobody_outside_the_back_office_sees_staff_reports(client, tomasi, report):
    for addresses in (ADDRESSES, [".csv"]):
        for rest in addresses:
            assert client.get(f"/admin/reports/{report.name}{rest}").status_code == 302, rest
            assert client.get(f"/reports/{report.name}{rest}").status_code == 404, rest
        assert client.get(f"/download/reports/{report.name}/").status_code == 404
        assert report.title not in client.get("/reports/").content.decode()
        client.force_login(tomasi)  # and once more, signed in without a role


@every_report
def test_no_file_of_a_staff_report_stays_in_the_cache(client, person, settings, report):
    client.force_login(person("Administrator"))
    client.get(f"/admin/reports/{report.name}.csv").getvalue()
    client.get(f"/admin/reports/{report.name}.csv.manifest.json")
    assert not settings.EXPORTS_ROOT.exists() or list(settings.EXPORTS_ROOT.iterdir()) == []


def test_a_file_of_a_staff_report_is_new_even_when_the_journal_number_is_the_same(client, person):
    client.force_login(person("Administrator"))
    first = client.get("/admin/reports/sign-ins.csv").getvalue()
    SignIn.objects.create(how="code", success=False, address="192.0.2.7")
    again = client.get("/admin/reports/sign-ins.csv").getvalue()
    assert again.count(b"\r\n") == first.count(b"\r\n") + 1


@pytest.mark.parametrize("suffix", FILES)
def test_a_private_export_is_sent_whole_even_to_a_client_that_names_its_key(
    client, person, settings, monkeypatch, suffix
):
    now = timezone.now()
    monkeypatch.setattr("baliportal.exports.delivery.export.timezone.now", lambda: now)  # a workbook tells the time
    SignIn.objects.create(how="code", success=False, address="192.0.2.7")
    client.force_login(person("Administrator"))
    address = f"/admin/reports/sign-ins.{suffix}"
    key = ReportExport(find_report("sign-ins"), suffix, "http://testserver", QueryDict()).key()
    for tag in (f'"{key}"', f'W/"{key}"'):
        response = client.get(address, headers={"If-None-Match": tag})
        assert response.status_code == 200
        assert "ETag" not in response.headers
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        content = response.getvalue()
        assert plain(content) == plain(client.get(address).getvalue())
        assert content != b""
    assert not settings.EXPORTS_ROOT.exists() or list(settings.EXPORTS_ROOT.iterdir()) == []


def test_a_staff_report_names_the_journal_number_and_not_the_public_number(client, person, record):
    record("A draft, which moves the number of the journal only")
    assert JournalHead.current() != JournalHead.public()
    client.force_login(person("Administrator"))
    manifest = client.get("/admin/reports/sign-ins.manifest.json").json()
    assert manifest["journal_number"] == JournalHead.current()
    assert "public_number" not in manifest
    book = openpyxl.load_workbook(io.BytesIO(client.get("/admin/reports/sign-ins.xlsx").getvalue()))
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["Journal number"] == str(JournalHead.current())
    assert "Public number" not in about


def test_editorial_activity_counts_changes_by_person_and_month(record, ana):
    law = record()
    with journal.recording(by=ana):
        apply_record(law, {"summary": "In few words."})
    move(law, to=Status.PUBLISHED, by=ana)
    [row] = [row for row in rows_of("editorial-activity") if row["who"] == "ana"]
    assert (row["acts"], row["records"], row["changed"], row["published"]) == (2, 1, 1, 1)
    assert row["month"] == f"{timezone.now():%Y-%m}"
    assert rows_of("editorial-activity", person="nobody") == []


def test_waiting_times_have_a_row_for_each_review_and_proposal(record, ana, putri):
    decided, waiting = record("Decided"), record("Waiting")
    for law in (decided, waiting):
        move(law, to=Status.IN_REVIEW, by=putri)
    move(decided, to=Status.PUBLISHED, by=ana)
    base = Change.objects.of(decided).first()
    entry = Entry.objects.get(pk=decided.pk)
    made_at = timezone.now() - timedelta(days=3, hours=1)
    Proposal.objects.create(entry=entry, base=base.number, record=base.record, by=putri, made_at=made_at)
    waiting_rows = {(row["title"], row["what"]): row for row in rows_of("waiting-times")}
    assert waiting_rows["Decided", "Review"]["outcome"] == "Published"
    assert (waiting_rows["Decided", "Review"]["by"], waiting_rows["Decided", "Review"]["decided_by"]) == (
        "putri",
        "ana",
    )
    assert (
        waiting_rows["Waiting", "Review"]["outcome"]
        == waiting_rows["Decided", "Proposal"]["outcome"]
        == "Still waiting"
    )
    assert waiting_rows["Decided", "Proposal"]["days"] == 3
    assert rows_of("waiting-times", to_day="2001-01-01") == []
    assert {row["what"] for row in rows_of("waiting-times", kind="law")} == {"Review", "Proposal"}
    assert rows_of("waiting-times", kind="workshop") == []


def test_changes_between_two_days_have_the_values_before_and_after(record, ana):
    law = record("An Act", summary="Before")
    first = Change.objects.of(law).first()
    for words in ("Between", "After"):
        with journal.recording(by=ana):
            apply_record(law, {"summary": words})
    rows = [row for row in rows_of("changes-between", person="ana") if row["title"] == "An Act"]
    assert [(row["field"], row["before"], row["after"], row["who"]) for row in rows] == [
        ("Summary", "Before", "After", "ana")
    ]
    made = [row for row in rows_of("changes-between") if row["title"] == "An Act"]
    assert [(row["field"], row["happened"]) for row in made] == [("", "created, changed")]
    assert rows_of("changes-between", from_day=f"{first.at + timedelta(days=2):%Y-%m-%d}") == []


def test_changes_include_deleted_records(record, ana):
    law = record("Gone tomorrow")
    with journal.recording(by=ana):
        law.delete()
    [row] = [row for row in rows_of("changes-between") if row["title"] == "Gone tomorrow"]
    assert (row["happened"], row["page"], row["field"]) == ("created, deleted", "", "")


def test_a_broken_link_has_a_row_for_every_field_that_holds_it(record):
    law = record()
    address = WebAddress.new("https://gone.example/act")
    address.result, address.failures, address.failing_days = "dead", 3, 3
    address.failing_since = datetime(2026, 10, 1, 3, 12, tzinfo=UTC)
    address.save()
    fine = WebAddress.new("https://fine.example/")
    fine.result = "ok"
    fine.save()
    for web_address, column in ((address, "url"), (address, "source_url"), (fine, "url")):
        LinkUse.objects.create(address=web_address, entry=Entry.objects.get(pk=law.pk), column=column)
    rows = [row for row in rows_of("broken-links") if row["host"] == "gone.example"]
    assert [(row["column"], row["since"], row["title"]) for row in rows] == [
        ("source_url", "2026-10-01 03:12", law.title), ("url", "2026-10-01 03:12", law.title),
    ]  # fmt: skip
    assert not [row for row in rows_of("broken-links") if row["host"] == "fine.example"]
    assert [row["column"] for row in rows_of("broken-links", result="ok")] == ["url"]


def test_data_quality_has_a_row_for_each_failed_check(record):
    law = record("Without a source", source_note="", source_url="")
    rows = [row for row in rows_of("data-quality") if row["id"] == law.public_id]
    assert "No source" in {row["check"] for row in rows}
    assert all(row["words"] for row in rows)


def test_a_file_of_a_staff_report_reads_back(client, person, record):
    client.force_login(person("Publisher"))
    record("=Act, with a sign")
    content = client.get("/admin/reports/changes-between.csv?columns=title,happened").getvalue().decode("utf-8-sig")
    assert "'=Act, with a sign" in {row[0] for row in csv.reader(io.StringIO(content))}
