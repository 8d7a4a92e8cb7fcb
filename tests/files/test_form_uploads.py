"""Uploads in the form of a record: many at once, nothing lost where one is refused, and warnings at the save."""

import pytest
from django.contrib.messages import get_messages
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from baliportal.catalogue.admin.save_attempt import SaveAttempt
from baliportal.files import form_uploads
from baliportal.files.texts import read_waiting
from legislation.models import Law

from ..editorial.form import change_url, form_data, open_form, send
from .storing import content_of, file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(db):
    return Law.objects.create(title="An Act", source_note="Gazette")


@pytest.fixture
def desk(client, putri):
    client.force_login(putri)
    return client


def text(name, content):
    return SimpleUploadedFile(name, content)


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_each_of_many_files_becomes_a_row_of_the_usual_role_and_no_guessed_language(desk, law):
    file_of(law, b"First", name="first.txt", position=1)
    send(desk, law, **{"files-many": [text("th.txt", b"Second"), text("en.txt", b"Third")]})
    rows = [(file.name, file.role, file.language, file.title, file.position) for file in law.files.all()]
    assert rows == [("first.txt", "", "", "", 1), ("th.txt", "text", "", "", 2), ("en.txt", "text", "", "", 3)]
    assert content_of(law.files.get(name="en.txt")) == b"Third"


def test_refused_files_are_named_with_the_reason_and_the_good_ones_are_added_by_saving_again(desk, law):
    page = SimpleUploadedFile("page.txt", b"<html><script>alert(1)</script>")
    response = send(desk, law, **{"files-many": [text("good.txt", b"Good"), page]})
    shown = response.content.decode()
    assert "“page.txt”: This is a web page" in shown
    assert "“good.txt” is uploaded; it is added when you save." in shown
    assert not law.files.exists()
    desk.post(change_url(law), form_data(response) | {"files-0-language": "en"})
    assert [(file.name, file.language, content_of(file)) for file in law.files.all()] == [("good.txt", "en", b"Good")]


def test_an_upload_of_a_row_is_kept_while_another_field_is_wrong(desk, law):
    upload = {"files-TOTAL_FORMS": 1, "files-0-upload": text("act.txt", b"The act")}
    response = send(desk, law, title="", **upload)
    assert not law.files.exists()
    desk.post(change_url(law), form_data(response) | {"title": "An Act"})
    assert content_of(law.files.get()) == b"The act"


def test_a_refused_file_leaves_the_row_of_the_present_one_as_it_is(desk, law):
    file_of(law, b"First", name="first.txt")
    page = SimpleUploadedFile("page.txt", b"<html><script>alert(1)</script>")
    assert "This is a web page" in send(desk, law, **{"files-0-upload": page}).content.decode()
    assert content_of(law.files.get()) == b"First"


def test_a_language_that_is_no_code_is_refused_in_words(desk, law):
    upload = {"files-TOTAL_FORMS": 1, "files-0-upload": text("act.txt", b"The act"), "files-0-language": "english"}
    assert "“english” is not a language code such as en or th." in send(desk, law, **upload).content.decode()
    assert not law.files.exists()


def test_more_than_the_limit_are_named_and_not_taken(desk, law, monkeypatch):
    monkeypatch.setattr(form_uploads, "MAX_AT_ONCE", 1)
    response = send(desk, law, **{"files-many": [text("one.txt", b"One"), text("two.txt", b"Two")]})
    assert "“two.txt”: not taken: at most" in response.content.decode()


@pytest.mark.parametrize("token", ["forged", signing.dumps({"sha256": "0" * 64}, salt="another")])
def test_a_token_that_the_portal_did_not_give_adds_nothing(desk, law, token):
    data = open_form(desk, law) | {"files-TOTAL_FORMS": 1, "files-0-accepted": token}
    assert "choose the file again" in desk.post(change_url(law), data).content.decode()
    assert not law.files.exists()


def test_a_save_warns_of_the_same_bytes_in_another_record_once(desk, law):
    other = Law.objects.create(title="Another Act")
    file_of(other, b"The act")
    upload = {"files-TOTAL_FORMS": 1, "files-0-upload": text("act.txt", b"The act")}
    warning = f'“act.txt” has the same bytes as a file of “<a href="{change_url(other)}">Another Act</a>”.'
    assert warning in messages_of(send(desk, law, **upload))
    assert warning not in messages_of(send(desk, law, doubt="None"))
    assert warning in desk.get(change_url(law)).content.decode()


def test_the_message_of_a_save_tells_what_it_changed_and_not_what_a_program_read_since(desk, law, monkeypatch):
    told = SaveAttempt._saved_message
    monkeypatch.setattr(SaveAttempt, "_saved_message", lambda attempt: read_waiting() and told(attempt))
    upload = {"files-TOTAL_FORMS": 1, "files-0-upload": text("act.txt", b"The act")}
    assert any("Files (1 added) changed" in message for message in messages_of(send(desk, law, **upload)))
