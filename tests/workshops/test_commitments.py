"""Commitments: what is asked of whom, what followed, what is open; and who may see what of it."""

import csv
import datetime
import io

import pytest
from django.http import QueryDict

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.page_question import PageQuestion
from baliportal.catalogue.publishing import MoveRefused, Status, move
from baliportal.catalogue.record_page import RecordPage
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, to_record
from baliportal.quality.score import quality_of
from baliportal.reports.registry import find_report
from legislation.models import Law, Treaty
from members.models import MemberState
from resources.models import Resource
from workshops.models import Commitment, Workshop

from ..editorial.desk_work import brought, edited, outcomes, taken_out, written
from ..staff import person, record  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
OFFICIALS = {"visibility": "officials"}


def published(model, title, **values):
    """A published entry with its rows, made in one act."""
    with journal.recording():
        entry = apply_record(model(), {"title": title, "source_note": "A statement"} | values)
    return move(entry, to=Status.PUBLISHED, by=journal.SYSTEM)


@pytest.fixture
def meeting():
    return published(Workshop, "Zenith Conference", slug="zenith", date="2010-05-04", event_status="held")


@pytest.fixture
def document(meeting):
    return published(Resource, "Zenith Declaration", slug="zenith-declaration", type="declaration", meeting="zenith")


@pytest.fixture
def commitment(meeting, document):
    """Asked of all members by a document of a meeting; a meeting and a law of Fiji followed, the law without a day."""
    published(Workshop, "Nadir Workshop", slug="nadir", date="2011", event_status="held")
    published(Law, "Quokka Act", slug="quokka-act", countries=["FJ"], type="act")
    return published(
        Commitment, "Count the quokkas", slug="quokkas", type="all-members", meeting="zenith",
        document="zenith-declaration", date="2010-05-04", state="in-progress", as_of="2012",
        topics=["extradition"], follow_ups=[
            {"target": "law/quokka-act", "date": "", "country": "FJ", "note": "Counts them."},
            {"target": "workshop/nadir", "date": "2011", "country": "", "note": ""},
        ],
    )  # fmt: skip


def part(page, start, end="</section>"):
    return page.partition(start)[2].partition(end)[0]


# The record and its page


def test_a_record_reads_back_as_it_was_written_with_its_follow_ups_in_one_cell(commitment):
    field = named("commitment").field("follow_ups")
    cell = "law/quokka-act |  | FJ | Counts them.\nworkshop/nadir | 2011 |  | "
    assert field.type.format(to_record(commitment)["follow_ups"]) == cell
    assert field.type.parse(cell) == to_record(commitment)["follow_ups"]


def test_the_page_tells_state_addressee_source_and_what_followed_in_the_order_of_time(vera, commitment):
    page = vera.get("/commitments/quokkas/").content.decode()
    strip = part(page, '<section class="strip')
    for words in ("In progress, as of 2012", "All members", "No time set", "Zenith Declaration", "Zenith Conference"):
        assert words in strip
    followed = part(page, 'id="followed"')
    assert followed.index("Nadir Workshop") < followed.index("Quokka Act")
    assert "law, Fiji" in followed
    assert "Counts them." in followed


def test_a_page_without_follow_ups_says_that_none_is_recorded(vera, meeting):
    published(Commitment, "Count the numbats", slug="numbats", type="all-members", meeting="zenith", date="2010")
    page = vera.get("/commitments/numbats/").content.decode()
    assert "State not recorded" in part(page, '<section class="strip')
    assert "No follow-up recorded" in part(page, 'id="followed"')
    assert "Not recorded." in part(page, 'id="open"')


def test_a_commitment_that_is_done_has_nothing_open_by_what_is_recorded(vera, meeting):
    published(Commitment, "Count the numbats", slug="numbats", meeting="zenith", date="2010", state="done")
    assert "Nothing, by what is recorded." in part(vera.get("/commitments/numbats/").content.decode(), 'id="open"')


def test_the_same_record_follows_a_commitment_once_and_no_commitment_follows_itself(commitment):
    row = {"target": "workshop/nadir", "date": "", "country": "", "note": ""}
    with pytest.raises(RecordInvalid, match="named as a follow-up already"):
        apply_record(commitment, {"follow_ups": [row, row | {"date": "2012"}]})
    with pytest.raises(RecordInvalid):
        apply_record(commitment, {"follow_ups": [row | {"target": "commitment/quokkas"}]})
    with pytest.raises(RecordInvalid, match="is not one of"):
        apply_record(commitment, {"state": "forgotten"})


# Lists


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("meeting=zenith", True), ("meeting=ministerial-conference-6", False), ("state=in-progress", True),
        ("state=IN-PROGRESS", True), ("state=open", False), ("country=FJ", True), ("country=TO", False),
        ("topic=extradition", True), ("type=all-members", True), ("meeting=zenith&state=done", False),
    ],
)  # fmt: skip
def test_a_filter_narrows_the_list_and_its_files_alike(vera, commitment, query, is_there):
    assert ("/commitments/quokkas/" in vera.get(f"/commitments/?q=quokkas&{query}").content.decode()) is is_there
    assert (b"Count the quokkas" in vera.get(f"/commitments.csv?{query}").getvalue()) is is_there


def test_meeting_and_state_are_filters_of_this_list_and_not_of_the_search_of_everything(vera, commitment):
    own, everything = (vera.get(path).content.decode() for path in ("/commitments/", "/search/?q=quokkas"))
    assert 'id="facet-meeting"' in own
    assert 'id="facet-state"' in own
    assert 'id="facet-meeting"' not in everything
    assert 'id="facet-state"' not in everything


def test_the_title_of_a_meeting_that_is_not_public_is_not_told_by_a_chosen_filter(vera, meeting):
    published(Workshop, "Hidden Conference", slug="hidden", date="2010", **OFFICIALS)
    page = vera.get("/commitments/?meeting=hidden").content.decode()
    assert "Hidden Conference" not in page
    assert "Zenith Conference" in vera.get("/commitments/?meeting=zenith").content.decode()


# Other pages


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/workshops/zenith/", "Asked for here"), ("/resources/zenith-declaration/", "Asked for here"),
        ("/workshops/nadir/", "Commitments that this record answers"),
        ("/legislation/quokka-act/", "Commitments that this record answers"),
    ],
)  # fmt: skip
def test_the_pages_of_its_sources_and_of_what_followed_tell_of_it(vera, commitment, address, heading):
    block = part(vera.get(address).content.decode(), 'id="commitments"')
    assert heading in block
    for words in ("Count the quokkas", "All members", "In progress, as of 2012", "2 records"):
        assert words in block


def test_the_page_of_a_treaty_tells_of_a_commitment_that_it_answers(vera, commitment):
    published(Treaty, "Quokka Convention", slug="quokka-convention", date="2012")
    row = {"target": "treaty/quokka-convention", "date": "2012", "country": "", "note": ""}
    with journal.recording():
        apply_record(commitment, {"follow_ups": [row]})
    block = part(vera.get("/treaties/quokka-convention/").content.decode(), 'id="commitments"')
    for words in ("Commitments that this record answers", "Count the quokkas", "1 record"):
        assert words in block


def test_a_page_that_no_commitment_concerns_has_no_such_block(vera, commitment):
    published(Workshop, "Lone Workshop", slug="lone", date="2011", event_status="held")
    assert 'id="commitments"' not in vera.get("/workshops/lone/").content.decode()


@pytest.fixture
def block_of():
    """A function: the context of the block of commitments on a member's page."""

    def find(code, **question):
        page = RecordPage(MemberState.objects.get(country__code=code), "", question=PageQuestion(**question))
        return next(each.context for each in page.blocks if each.id == "commitments")

    return find


def test_a_member_s_page_lists_what_it_is_asked_by_name_and_what_it_followed_up(block_of, commitment):
    Commitment.objects.exclude(pk=commitment.pk).delete()
    published(Commitment, "Feed the quokkas", type="some-countries", countries=["TO"], meeting="zenith", date="2010")
    assert [row["title"] for row in block_of("FJ")["rows"]] == ["Count the quokkas"]
    assert [(row["title"], row["asked_of"]) for row in block_of("TO")["rows"]] == [("Feed the quokkas", "Tonga")]
    assert block_of("WS")["rows"] == []
    assert block_of("WS")["missing"] == ["No commitment that names it, and no follow-up by it, is recorded."]


def test_a_member_s_page_counts_what_is_asked_of_all_members_by_state_as_of_a_day(block_of, commitment):
    Commitment.objects.exclude(pk=commitment.pk).delete()
    published(Commitment, "Feed the quokkas", type="all-members", meeting="zenith", date="2020", state="open")
    of_today = [(one["label"], one["number"]) for one in block_of("FJ")["shared"]]
    assert of_today == [("open", 1), ("in progress", 1)]
    past = block_of("FJ", as_of=datetime.date(2015, 1, 1))["shared"]
    assert [(one["label"], one["number"]) for one in past] == [("in progress", 1)]


# What is not for everybody


def test_a_follow_up_to_a_record_for_officials_is_told_to_nobody_else(vera, block_of, commitment):
    law = Law.objects.get(slug="quokka-act")
    with journal.recording():
        apply_record(law, OFFICIALS)
    texts = [
        vera.get(address).content.decode()
        for address in ("/commitments/quokkas/", "/reports/commitments-ledger/?meeting=zenith")
    ]
    texts += [vera.get("/commitments.csv?meeting=zenith").getvalue().decode()]
    assert all("uokka Act" not in text and "quokka-act" not in text and "Counts them" not in text for text in texts)
    assert "Count the quokkas" not in vera.get("/commitments/?country=FJ").content.decode()
    assert "Count the quokkas" not in vera.get("/reports/commitments-ledger.csv?country=FJ").getvalue().decode()
    assert block_of("FJ")["rows"] == []
    assert "1 record" in part(vera.get("/workshops/zenith/").content.decode(), 'id="commitments"')


# The ledger


def ledger(vera, query=""):
    text = vera.get(f"/reports/commitments-ledger.csv{query}").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_ledger_has_what_followed_in_one_cell_and_says_where_nothing_did(vera, commitment):
    published(
        Commitment, "Count the numbats", type="organisations", organisations=["iom"], meeting="zenith", date="2009"
    )
    first, second = ledger(vera, "?meeting=zenith")
    assert first["followed"] == "Quokka Act (Fiji); Nadir Workshop (2011)"
    assert (first["asked_of"], first["state"], first["as_of"]) == ("All members", "In progress", "2012")
    assert (first["follow_ups"], first["still_open"]) == ("2", "not recorded")
    assert second["followed"] == "no follow-up recorded"
    assert second["organisations"] == "International Organization for Migration"


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("meeting=zenith", True), ("state=in-progress", True), ("state=done", False), ("country=FJ", True),
        ("country=TO", False), ("topic=extradition", True), ("type=all-members", True), ("to_year=2009", False),
    ],
)  # fmt: skip
def test_the_ledger_answers_the_filters_of_the_list(vera, commitment, query, is_there):
    titles = [row["title"] for row in ledger(vera, f"?{query}")]
    assert ("Count the quokkas" in titles) is is_there


def test_the_ledger_offers_the_meetings_that_asked_for_something_and_no_others(commitment):
    published(Workshop, "Lone Workshop", slug="lone", date="2011", event_status="held")
    choices = find_report("commitments-ledger").bind_filters(QueryDict()).form.fields["meeting"].queryset
    slugs = {meeting.slug for meeting in choices}
    assert "zenith" in slugs
    assert "lone" not in slugs


# Curation


def test_one_that_names_neither_document_nor_meeting_is_not_published(record, ana):  # noqa: F811
    draft = record("Count the numbats", model=Commitment)
    with pytest.raises(MoveRefused, match="No document or meeting"):
        move(draft, to=Status.PUBLISHED, by=ana)


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        ({"state": "done"}, "done-without-trace"), ({"state": "open", "due": "2012"}, "due-passed"),
        ({"state": "not-recorded"}, "no-state"), ({"state": "open", "as_of": ""}, "state-undated"),
        ({"type": "some-countries"}, "no-countries-asked"),
    ],
)  # fmt: skip
def test_the_checks_find_what_is_missing_or_late(meeting, values, finding):
    told = {"meeting": "zenith", "type": "all-members", "date": "2010", "state": "open", "as_of": "2011"}
    flawed = published(Commitment, "Count the numbats", **(told | values))
    sound = published(Commitment, "Count the bilbies", **told)
    assert finding in {check.name for check in quality_of(flawed).findings}
    assert finding not in {check.name for check in quality_of(sound).findings}


def test_a_spreadsheet_changes_states_and_adds_follow_ups(commitment, person):  # noqa: F811
    editor = person("Editor")
    draft = Commitment(
        title="Count the numbats", meeting=Workshop.objects.get(slug="zenith"), source_note="A statement"
    )
    draft.save()
    cell = "workshop/nadir | 2011-03 | TO | They were counted."
    content = edited(taken_out("commitment", [draft.pk]), {(0, "state"): "done", (0, "follow_ups"): cell})
    batch = brought("commitment", content, editor, name="commitments.csv")
    assert outcomes(batch) == {"changed": 1}
    assert written(batch, editor) == 1
    draft.refresh_from_db()
    (part_row,) = draft.follow_ups.all()
    assert (draft.state, part_row.target.slug, part_row.country.code) == ("done", "nadir", "TO")
    assert str(part_row.date) == "2011-03"


# The starter content


def test_the_starter_holds_what_the_ministerial_conferences_and_the_strategies_ask_for():
    ours = Commitment.objects.published()
    assert ours.count() >= 60
    assert all(one.source_url or one.source_note for one in ours)
    assert not ours.filter(meeting=None, document=None).exists()
    conferences = {one.meeting.slug for one in ours.select_related("meeting") if one.meeting}
    assert {f"ministerial-conference-{number}" for number in range(1, 9)} <= conferences
    documents = set(ours.exclude(document=None).values_list("document__slug", flat=True))
    assert {
        "bali-declaration-2016", "statement-ministerial-6-2016", "adelaide-strategy-2023", "strategy-2014-and-beyond",
    } <= documents  # fmt: skip
    assert Entry.objects.published().filter(commitments_followed_up__commitment__in=ours).exists()
    assert not ours.filter(state="done", follow_ups=None).exists()
    assert Country.objects.filter(commitments_followed_up__commitment__in=ours).count() >= 10
