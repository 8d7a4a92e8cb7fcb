"""Archived copies: taken where setting and record allow it and the site does not forbid it, once, and of documents."""

import pytest

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Change
from baliportal.files.models import File, FormerFile, StoredFile
from baliportal.files.safety.refused_types import WEB_PAGE
from baliportal.files.takedowns import erase
from baliportal.linkcheck import archiving, fetching
from baliportal.linkcheck.archiving import take_copies
from baliportal.linkcheck.models import ArchivedCopy
from baliportal.linkcheck.queue import entries_without_copy
from legislation.models import Law
from resources.models import Link, Resource
from tests.files.made_files import make_pdf

from .test_private_addresses import resolver_of

pytestmark = [pytest.mark.django_db, pytest.mark.system]

TEXT = {"Content-Type": "text/plain"}


@pytest.fixture
def archive(from_now, web, settings):
    """A function that lets housekeeping take what is due and returns its words; with `again`, of everything."""
    settings.ARCHIVE_LINKS = "1"

    def run(again=False, **options):
        if again:
            ArchivedCopy.objects.update(due_at="2020-01-01T00:00Z")
        return str(take_copies(fetcher=web.fetcher(**options)))

    return run


@pytest.fixture
def act(web):
    """A law that lets copies be taken, and whose address holds a text."""
    web.documents["/act.txt"] = (b"Section 1. Of the zebracorn.", TEXT)
    return Law.objects.create(title="An Act", url=web.at("/act.txt"), archive_links=True)


def requests(web):
    return [path for _, _, path in web.asked if path != "/robots.txt"]


def state():
    copy = ArchivedCopy.objects.get()
    return copy.get_state_display(), copy.note


def test_a_document_is_kept_for_the_secretariat_with_its_source_and_day(archive, act, web):
    assert archive() == "1 copies taken"
    file = act.files.get()
    assert (file.role, file.visibility, file.name, file.licence) == ("archived-copy", "secretariat", "act.txt", "")
    assert file.source_url == web.at("/act.txt")
    copy = ArchivedCopy.objects.get()
    assert file.taken_at == copy.taken_at is not None
    assert file.sha256 == copy.sha256
    with StoredFile.objects.get(sha256=file.sha256).file.open() as kept:
        assert kept.read() == b"Section 1. Of the zebracorn."
    newest = Change.objects.of(act).first()
    assert (newest.who, newest.note) == ("archive of linked documents", f"Copy taken of {web.at('/act.txt')}")


def test_every_address_of_a_record_is_asked_for_and_those_of_other_records_are_not(archive, web):
    web.documents = {f"/{name}": (f"Text {name}".encode(), TEXT) for name in ("a.txt", "b.txt", "c.txt")}
    guide = Resource.objects.create(title="A guide", url=web.at("/a.txt"), archive_links=True)
    Link.objects.create(resource=guide, url=web.at("/b.txt"))
    Resource.objects.create(title="Another", url=web.at("/c.txt"))
    assert archive() == "2 copies taken"
    assert sorted(requests(web)) == ["/a.txt", "/b.txt"]
    assert guide.files.count() == 2


REFUSALS = {
    "page of the web": (b"<html>", {"Content-Type": "text/html; charset=utf-8"}, "a web page, not a document",
                        "It is a page of the web; only documents are kept."),
    "noarchive": (b"Text", TEXT | {"X-Robots-Tag": "noarchive"}, "its site asks for no copy",
                  "Its site asks for no copy (X-Robots-Tag: noarchive)."),
    "noarchive for us": (b"Text", TEXT | {"X-Robots-Tag": "all, baliportalarchive: none"}, "its site asks for no copy",
                         "Its site asks for no copy (X-Robots-Tag: none)."),
    "no mining": (b"Text", TEXT | {"TDM-Reservation": "1"}, "its site asks for no copy",
                  "Its site reserves the mining of its texts (tdm-reservation)."),
    "too large": (b"x" * 2001, TEXT, "not accepted as a file", "It is larger than 0 MiB."),
    "compressed": (b"Text", TEXT | {"Content-Encoding": "gzip"}, "not taken this time",
                   "The server sends it compressed, which was not asked for."),
    "web page called a text": (b"<!doctype html><title>Not found</title>", TEXT, "not accepted as a file",
                               WEB_PAGE),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_what_may_not_or_cannot_be_kept_is_not_and_the_reason_is_told(archive, act, web, monkeypatch, case):
    monkeypatch.setattr(fetching, "MAX_BYTES", 2000)
    body, headers, *expected = REFUSALS[case]
    web.documents["/act.txt"] = (body, headers)
    archive()
    assert list(state()) == expected
    assert not File.objects.exists()
    assert not StoredFile.objects.filter(file__isnull=False).exists()
    assert entries_without_copy().filter(pk=act.pk).exists() is (case != "page of the web")


def test_a_tag_for_another_robot_forbids_nothing(archive, act, web):
    web.documents["/act.txt"] = (b"Text", TEXT | {"X-Robots-Tag": "googlebot: noarchive"})
    assert archive() == "1 copies taken"


def test_robots_txt_may_forbid_copies_alone(archive, act, web):
    web.robots = 200, "User-agent: BaliPortalArchive\nDisallow: /"
    archive()
    assert state() == ("its site asks for no copy", "Its robots.txt asks us to stay away.")
    assert requests(web) == []
    assert web.checker().check(act.url).result == "ok"


@pytest.mark.parametrize(("path", "note"), [
    ("/status/404", "The server answers with HTTP 404."), ("/to/302/status/503", "The server answers with HTTP 503."),
    ("/to/302", "It is sent on again and again."), ("/cut", "The connection failed: RemoteDisconnected."),
])  # fmt: skip
def test_a_failure_is_told_and_tried_again_later_and_later(archive, web, path, note):
    Law.objects.create(title="An Act", url=web.at(path), archive_links=True)
    waits = []
    for _ in range(3):
        archive(again=True)
        copy = ArchivedCopy.objects.get()
        waits.append((copy.due_at - copy.tried_at).days)
    assert state() == ("not taken this time", note)
    assert waits == [1, 2, 4]


def test_a_transfer_that_breaks_off_leaves_no_half_copy(archive, act, web):
    web.documents["/act.txt"] = (b"Section 1.", TEXT | {"Content-Length": "500"})
    archive()
    assert state()[0] == "not taken this time"
    assert not File.objects.exists()


def test_a_redirect_into_a_private_network_is_not_followed(archive, web):
    Law.objects.create(title="An Act", url=web.at(f"/away/inside.example:{web.port}/secret.txt"), archive_links=True)
    inside = {"inside.example": "10.0.0.1"}
    archive(resolve=lambda host, port, **_: resolver_of(inside.get(host, "127.0.0.1"))(host, port))
    assert state() == ("not taken this time", "The address leads into a private network.")
    assert requests(web) == [f"/away/inside.example:{web.port}/secret.txt"]


def test_the_fetcher_of_housekeeping_refuses_this_machine(from_now, settings, web):
    settings.ARCHIVE_LINKS = "1"
    Law.objects.create(title="An Act", url="http://127.0.0.1/act.txt", archive_links=True)
    take_copies()
    assert state() == ("not taken this time", "The address leads into a private network.")


def test_an_unchanged_document_is_not_taken_again(archive, act, web):
    body = b"Section 1. Of the zebracorn."
    archive()
    taken = ArchivedCopy.objects.get().taken_at
    assert archive() == "none is due"
    assert archive(again=True) == "1 unchanged"
    web.documents["/act.txt"] = (body, TEXT | {"ETag": '"one"'})
    ArchivedCopy.objects.update(etag='"one"')
    assert archive(again=True) == "1 unchanged"
    assert ArchivedCopy.objects.get().taken_at == taken
    assert (act.files.count(), act.former_files.count()) == (1, 0)


def test_a_changed_document_takes_the_place_of_a_copy_that_nobody_published(archive, act, web):
    archive()
    first = act.files.get()
    web.documents["/act.txt"] = (b"Section 1, amended.", TEXT)
    assert archive(again=True) == "1 copies taken"
    second = act.files.get()
    assert first.sha256 != second.sha256
    former = FormerFile.objects.get()
    assert (former.sha256, former.replaced_by, former.taken_at) == (first.sha256, second.sha256, first.taken_at)


def test_a_published_copy_stays_beside_what_the_source_has_now(archive, act, web):
    archive()
    act.files.update(visibility="public", licence="CC-BY-4.0")
    web.documents["/act.txt"] = (b"Section 1, amended.", TEXT)
    archive(again=True)
    web.documents["/act.txt"] = (b"Section 1, amended twice.", TEXT)
    archive(again=True)
    assert list(act.files.values_list("visibility", "licence")) == [("public", "CC-BY-4.0"), ("secretariat", "")]


def test_a_document_that_is_gone_leaves_the_copy(archive, act, web):
    archive()
    web.documents["/act.txt"] = (b"<html>Not found", {"Content-Type": "text/html"})
    archive(again=True)
    assert act.files.count() == 1
    assert ArchivedCopy.objects.get().sha256 == act.files.get().sha256


def test_two_records_with_one_address_cost_one_request_whenever_they_allow_it(archive, act, web):
    other = Law.objects.create(title="The same", url=act.url, archive_links=True)
    late = Law.objects.create(title="The same, later", url=act.url)
    archive()
    late.archive_links = True
    late.save()
    archive()
    assert requests(web) == ["/act.txt"]
    assert {law.files.get().source_url for law in (act, other, late)} == {act.url}


def test_a_copy_that_somebody_removed_is_not_given_again(archive, act):
    archive()
    act.files.get().delete()
    archive()
    archive(again=True)
    assert not act.files.exists()


def test_a_copy_that_was_taken_down_is_not_taken_again(archive, act):
    archive()
    erase(act.files.get().sha256, by=SYSTEM, reason="The publisher asks")
    archive(again=True)
    assert state() == ("not accepted as a file", "This file was taken down from the portal, and is not taken again.")


def test_private_data_is_removed_from_a_copy_and_the_original_is_kept(archive, web):
    pdf = make_pdf([(72, 700, "Section 1.")], extra=b"/OpenAction<</S/JavaScript/JS(app.alert)>>")
    web.documents["/act"] = (pdf, {"Content-Disposition": 'attachment; filename="Act 7.pdf"'})
    act = Law.objects.create(title="An Act", url=web.at("/act"), archive_links=True)
    archive()
    file = act.files.get()
    assert file.name == "Act 7.pdf"
    assert file.original not in ("", file.sha256)
    assert archive(again=True) == "1 unchanged"


def test_a_run_that_is_killed_has_lost_the_step_in_hand_alone(archive, web, monkeypatch):
    web.documents = {f"/{number}.txt": (f"Text {number}".encode(), TEXT) for number in range(3)}
    for number in range(3):
        Law.objects.create(title=f"Act {number}", url=web.at(f"/{number}.txt"), archive_links=True)
    accept, calls = archiving.accept, []

    def killed(content, name):
        calls.append(name)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return accept(content, name)

    with monkeypatch.context() as patch:
        patch.setattr(archiving, "accept", killed)
        with pytest.raises(KeyboardInterrupt):
            archive()
    assert File.objects.count() == ArchivedCopy.objects.count() == 1
    assert archive() == "2 copies taken"
    assert sorted(requests(web)) == sorted(["/0.txt", "/1.txt", "/2.txt", f"/{calls[1]}"])


def test_when_this_machine_is_offline_nothing_is_written_down(archive, monkeypatch):
    for number in range(6):
        Law.objects.create(title=f"Act {number}", url=f"http://host-{number}.example/", archive_links=True)

    def fail(host, port, **_):
        raise OSError("Network is unreachable")

    assert archive(resolve=fail, ports=(80,)) == "no server answers: nothing was written down"
    assert not ArchivedCopy.objects.exists()
