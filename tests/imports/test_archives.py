"""A ZIP of files with a list: what the preview says of each, and what writing and undoing do to the records."""

import io

import pikepdf
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Entry
from baliportal.catalogue.publishing import Status, move
from baliportal.files.models import File, StoredFile
from baliportal.files.texts import read_waiting
from baliportal.files.upkeep import remove_orphans
from baliportal.files.uploads import accept
from baliportal.imports.archives import preview
from baliportal.imports.errors import BatchRefused, FileRefused
from baliportal.imports.models import Batch
from baliportal.imports.preview import restart_check
from legislation.models import Law
from resources.models import Resource

from ..editorial.desk_work import errors_of, outcomes, previewed, undone, written
from ..files.made_files import make_pdf, make_zip
from ..files.safety_files import add_signature
from ..files.storing import content_of, file_of
from .archives import as_upload, make_archive, previewed_archive, row_of, upload

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/imports/batch/files/"


def notes_of(batch):
    return {row.line: row.notes for row in batch.verdicts.all() if row.notes}


def test_each_row_adds_its_file_to_its_record_and_the_undo_takes_it_off(law, putri):
    guide = Resource.objects.create(title="A guide")
    rows = [
        row_of(law, "act.txt", "text", "en", "The Act", "CC-BY-4.0"),
        ["th/guide.txt", f"/resources/{guide.slug}/", "translation", "th", "", ""],
    ]
    batch = previewed_archive(rows, {"act.txt": "The whole act", "th/guide.txt": "Another guide"}, putri)
    assert outcomes(batch) == {"added": 2}
    assert not File.objects.filter(entry__in=[law.pk, guide.pk]).exists()
    assert written(batch, putri) == 2
    file = law.files.get()
    described = (file.role, file.language, file.title, file.licence, file.name, file.visibility, file.position)
    assert described == ("text", "en", "The Act", "CC-BY-4.0", "act.txt", "public", 1)
    assert content_of(file) == b"The whole act"
    assert (guide.files.get().role, guide.files.get().language) == ("translation", "th")
    assert set(Change.objects.filter(batch=batch.name).values_list("subject", "who", "route")) == {
        (law.public_id, "putri", "import"), (guide.public_id, "putri", "import")
    }  # fmt: skip
    assert undone(batch, putri) == (2, [])
    assert not File.objects.filter(entry__in=[law.pk, guide.pk]).exists()


def test_the_undo_takes_files_off_whatever_else_became_of_the_record_but_leaves_edited_ones(law, putri, ana):
    rows = [row_of(law, "act.txt"), row_of(law, "note.txt", "annex")]
    batch = previewed_archive(rows, {"act.txt": "The whole act", "note.txt": "A note"}, ana)
    written(batch, ana)
    read_waiting()
    with journal.recording(by=putri):
        File.objects.filter(entry=law.pk, name="note.txt").update(title="Edited by Putri")
        law.refresh_from_db()
        law.source_note = "Gazette"
        law.save()
    move(Law.objects.get(pk=law.pk), to=Status.PUBLISHED, by=ana)
    done, left = undone(batch, ana)
    assert (done, left) == (1, [("An Act of the test", "“note.txt” was edited since")])
    assert [file.name for file in law.files.all()] == ["note.txt"]
    law.refresh_from_db()
    assert (law.status, law.source_note) == (Status.PUBLISHED, "Gazette")


def test_a_row_changes_what_a_record_says_of_a_file_that_it_has_and_the_undo_gives_it_back(law, putri):
    file_of(law, b"The whole act", name="act.txt", role="text", title="Old", licence="CC0-1.0", visibility="officials")
    batch = previewed_archive([row_of(law, "act.txt", "annex", "en", "New")], {"act.txt": "The whole act"}, putri)
    assert outcomes(batch) == {"changed": 1}
    shown = [(field["label"], field["before"], field["after"]) for field in batch.verdicts.get().fields]
    assert shown == [("Role", "Text of the law", "Annex"), ("Language", "", "en"), ("Title", "Old", "New")]
    assert written(batch, putri) == 1
    assert described(law) == ("annex", "en", "New", "CC0-1.0", "officials")
    same = previewed_archive([row_of(law, "act.txt", "annex", "en", "New")], {"act.txt": "The whole act"}, putri)
    assert outcomes(same) == {"unchanged": 1}
    assert undone(batch, putri) == (1, [])
    assert described(law) == ("text", "", "Old", "CC0-1.0", "officials")


def described(law):
    file = law.files.get()
    return file.role, file.language, file.title, file.licence, file.visibility


def test_a_change_is_not_taken_back_where_the_file_was_edited_since(law, putri, rahul):
    file_of(law, b"The whole act", name="act.txt", title="Old")
    batch = previewed_archive([row_of(law, "act.txt", title="New")], {"act.txt": "The whole act"}, putri)
    written(batch, putri)
    with journal.recording(by=rahul):
        file = law.files.get()
        file.title = "Newer"
        file.save()
    with pytest.raises(BatchRefused, match="Nothing was undone"):
        undone(batch, putri)
    assert described(law)[2] == "Newer"


def test_a_signed_file_is_added_where_its_row_says_that_it_is_published_as_uploaded(law, putri):
    with pikepdf.open(io.BytesIO(make_pdf([(72, 700, "Signed.")]))) as document:
        add_signature(document)
        document.save(content := io.BytesIO())
    rows = [["act.pdf", f"legislation/{law.slug}", said] for said in ("", "yes")]
    head = ["path", "record", "as_uploaded"]
    batch = previewed_archive(rows, {"act.pdf": content.getvalue()}, putri, head=head)
    assert outcomes(batch) == {"error": 1, "added": 1}
    assert written(batch, putri) == 1
    assert law.files.get().as_uploaded
    assert content_of(law.files.get()) == content.getvalue()


def test_files_are_checked_once_for_all_their_rows_and_whenever_the_batch_is_checked_again(law, putri, monkeypatch):
    checked = []
    monkeypatch.setattr(
        preview, "accept", lambda content, name, **o: checked.append(name) or accept(content, name, **o)
    )
    guide = Resource.objects.create(title="A guide", slug="a-guide")
    rows = [row_of(law, "act.txt"), ["act.txt", "resources/a-guide", "", "", "", ""]]
    batch = previewed_archive(rows, {"act.txt": "The whole act"}, putri)
    restart_check(batch)
    batch = previewed(batch, putri)
    assert (outcomes(batch), checked) == ({"added": 2}, ["act.txt"])
    StoredFile.objects.filter(sha256=batch.verdicts.first().values["sha256"]).delete()
    restart_check(batch)
    batch = previewed(batch, putri)
    assert (written(batch, putri), checked) == (2, ["act.txt", "act.txt"])
    assert content_of(guide.files.get()) == b"The whole act"


def test_a_row_that_cannot_be_added_says_why_and_the_others_are_added(law, putri):
    file_of(law, b"Here already", name="old.txt", role="text", language="en", title="The old one")
    rows = [
        row_of(law, "act.txt"),
        row_of(law, "akt.txt"),
        ["act.txt", "legislation/no-such-act", "", "", "", ""],
        row_of(law, "act.txt", "agenda"),
        row_of(law, "act.txt", "text", "english"),
        row_of(law, "page.txt"),
        row_of(law, "again.txt"),
        row_of(law, "old.txt"),
        row_of(law, ""),
    ]
    files = {"act.txt": "The act", "again.txt": "The act", "page.txt": "<html><script>", "old.txt": "Here already"}
    batch = previewed_archive(rows, files, putri)
    assert outcomes(batch) == {"added": 1, "unchanged": 1, "error": 7}
    expected = {
        3: "akt.txt, path: There is no such file in the ZIP. Did you mean “act.txt”?",
        4: "act.txt, record: There is no record at legislation/no-such-act",
        5: "act.txt, role: “agenda” is not one of: text, ",
        6: "act.txt, language: “english” is not a language code",
        7: "page.txt: This is a web page",
        8: "The file is the same, for the same record, as that of row 2.",
        10: "path: is empty.",
    }
    errors = errors_of(batch)
    assert {line: words in errors[line] for line, words in expected.items()} == dict.fromkeys(expected, True)
    assert notes_of(batch) == {9: ["The record has this file already, as “The old one”."]}
    assert written(batch, putri) == 1
    assert {file.name for file in law.files.all()} == {"act.txt", "old.txt"}


def test_files_that_no_row_names_are_told_and_left_out(law, putri):
    files = {"act.txt": "The act", "b/left.txt": "Left", "__MACOSX/._act.txt": "x", ".DS_Store": "x"}
    batch = previewed_archive([row_of(law, "act.txt")], files, putri)
    assert "1 file of the ZIP is named by no row and left out: b/left.txt." in batch.notices
    assert outcomes(batch) == {"added": 1}


@pytest.mark.parametrize(
    ("delimiter", "encoding", "title"),
    [(";", "cp1252", "Décret général à Hanoï"), (",", "utf-8-sig", "พระราชบัญญัติ"), ("\t", "utf-16", "法令")],
)
def test_the_list_is_read_in_the_encodings_and_delimiters_of_spreadsheet_programs(
    law, putri, delimiter, encoding, title
):
    rows = [row_of(law, ".\\act.txt", title=title)]
    batch = previewed_archive(rows, {"act.txt": "The act"}, putri, delimiter=delimiter, encoding=encoding)
    assert outcomes(batch) == {"added": 1}
    written(batch, putri)
    assert law.files.get().title == title


def test_paths_count_from_the_folder_of_the_list_and_in_any_form_of_their_letters(law, putri):
    """A folder that is packed whole stands inside the ZIP; macOS writes names decomposed and without saying UTF-8."""
    files = {"laws/th/de\u0301cret.txt": "The act", "laws/data.csv.txt": "x"}
    batch = previewed_archive([row_of(law, "th/d\u00e9cret.txt")], files, putri, name="laws/list.csv")
    assert outcomes(batch) == {"added": 1}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"act.txt": "The act"}, "no CSV: put one list named “files.csv”"),
        ({"a.csv": "path,record", "b.csv": "path,record"}, "2 CSV files beside each other"),
        ({"files.csv": "path,title\na,b"}, "no column “record”"),
        ({"files.csv": "path,record,rôle\na,b,c"}, "have no column “rôle”. Did you mean “role”?"),
        ({"files.csv": "path,record\n"}, "no rows below its first one"),
    ],
)
def test_a_zip_without_a_list_that_can_be_read_is_refused_in_words(putri, parts, words):
    with pytest.raises(FileRefused, match=words):
        upload(make_zip(parts), putri)
    assert not Batch.objects.exists()


def test_nothing_is_written_once_a_record_was_changed_since_the_preview(law, laws, putri, rahul):
    rows = [row_of(law, "act.txt"), row_of(laws[0], "act.txt")]
    batch = previewed_archive(rows, {"act.txt": "The act"}, putri)
    with journal.recording(by=rahul):
        laws[0].summary = "Changed by Rahul"
        laws[0].save()
    with pytest.raises(BatchRefused, match="no longer holds") as refused:
        written(batch, putri)
    assert [(row.line, words) for row, words in refused.value.rows] == [(3, "It was changed since the preview.")]
    assert not File.objects.filter(entry__in=[law.pk, laws[0].pk]).exists()


def test_reading_the_text_of_another_file_is_no_change_that_hinders(law, putri):
    file_of(law, b"Waits to be read")
    batch = previewed_archive([row_of(law, "act.txt")], {"act.txt": "The act"}, putri)
    assert read_waiting() == 1
    assert written(batch, putri) == 1


def test_the_preview_names_another_record_with_the_same_bytes(law, laws, putri):
    file_of(laws[0], b"The act", name="elsewhere.txt")
    batch = previewed_archive([row_of(law, "act.txt")], {"act.txt": "The act"}, putri)
    (note,) = notes_of(batch)[2]
    assert (note["words"], note["title"]) == ("“act.txt” has the same bytes as a file of", "Act 0")
    assert note["url"] == reverse("admin:legislation_law_change", args=[laws[0].pk])


def test_published_records_are_left_to_those_who_may_publish(law, putri, ana):
    Law.objects.filter(pk=law.pk).update(status=Status.PUBLISHED)
    batch = previewed_archive([row_of(law, "act.txt")], {"act.txt": "The act"}, putri)
    assert "published and you may not publish" in errors_of(batch)[2]
    assert outcomes(previewed_archive([row_of(law, "act.txt")], {"act.txt": "The act"}, ana)) == {"added": 1}


def test_only_people_who_import_spreadsheets_and_see_every_record_bring_archives(
    client, law, person, django_user_model
):
    archive = make_archive([row_of(law, "act.txt")], {"act.txt": "The act"})
    for role, status in {"Contributor": 403, "Auditor": 403, "Editor": 200}.items():
        client.force_login(person(role, role.lower()))
        assert client.get(UPLOAD).status_code == status
        assert ("Import files…" in client.get("/admin/legislation/law/").content.decode()) is (status == 200)
    of_laws = django_user_model.objects.create_user("of-laws", is_staff=True)
    of_laws.user_permissions.set(Permission.objects.filter(codename__in=["add_batch", "view_batch", "change_law"]))
    client.force_login(of_laws)
    assert client.post(UPLOAD, {"file": as_upload(archive)}).status_code == 403
    assert not Batch.objects.exists()


def test_the_bytes_of_an_open_batch_are_kept_and_those_of_one_thrown_away_are_swept(law, putri):
    batch = previewed_archive([row_of(law, "act.txt")], {"act.txt": "The act"}, putri)
    StoredFile.objects.update(stored_at="2026-01-01T00:00Z")
    before = StoredFile.objects.count()
    assert remove_orphans() == 0
    batch.delete()
    assert remove_orphans() == 2  # the ZIP and its file
    assert StoredFile.objects.count() == before - 2


def test_a_file_that_was_taken_down_since_the_preview_is_not_added(law, putri):
    batch = previewed_archive([row_of(law, "act.txt")], {"act.txt": "The act"}, putri)
    StoredFile.objects.filter(sha256=batch.verdicts.get().values["sha256"]).delete()
    with pytest.raises(BatchRefused):
        written(batch, putri)
    assert not Entry.objects.get(pk=law.pk).files.exists()
