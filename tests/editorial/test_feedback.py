"""Anybody tells the editors what is missing or wrong: no account, no cookie, nothing lost, nothing flooded."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from baliportal import housekeeping
from baliportal.catalogue.publishing import Status
from baliportal.editorial.feedback import form_token, rate_limit
from baliportal.editorial.models import Feedback

from ..staff import record  # noqa: F401  fixture

pytestmark = pytest.mark.django_db
FORM = "/tell-us/?about=law/my-act-670-2007&fact=legal-status"


def token_of(response):
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def tell(vera, address=FORM, **words):
    words = {"message": "It is in force.", "token": token_of(vera.get(address))} | words
    return vera.post(address, words)


def test_a_visitor_tells_what_a_fact_is_without_an_account_and_without_a_cookie(vera):
    shown = vera.get(FORM)
    assert "Anti-Trafficking in Persons" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    told = tell(vera, source="Gazette, page 3", email="visitor@example.org")
    assert (told.status_code, told["Location"]) == (302, "/tell-us/sent/?about=/legislation/my-act-670-2007/")
    thanks = vera.get(told["Location"])
    assert "Thank you" in thanks.content.decode()
    assert not vera.cookies
    kept = Feedback.objects.get()
    assert (kept.page, kept.fact, kept.message) == ("/legislation/my-act-670-2007/", "legal-status", "It is in force.")
    assert (kept.source, kept.email, kept.state) == ("Gazette, page 3", "visitor@example.org", "new")
    assert kept.entry.slug == "my-act-670-2007"


def test_the_same_form_sent_twice_is_one_message(vera):
    token = token_of(vera.get(FORM))
    for _ in range(2):
        assert tell(vera, token=token).status_code == 302
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"message": "  "}, "Write what you would like to tell us."),
        ({"message": "x" * 4001}, "at most 4000 characters (it has 4001)"),
        ({"email": "nobody at home"}, "Enter a valid email address."),
        ({"source": "x" * 1001}, "at most 1000 characters (it has 1001)"),
        ({"token": ""}, "Your words are still here"),
        ({"token": signing.dumps("forged", key="another", salt=form_token.SALT)}, "Your words are still here"),
        ({"message": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(vera, words, sentence):
    typed = {"message": "The status is known.", "source": "Gazette 9", "email": "visitor@example.org"} | words
    response = tell(vera, **typed)
    content = response.content.decode()
    assert response.status_code == 400
    assert sentence in content
    assert all(
        text.strip().replace("\0", "") in content.replace("\0", "")
        for text in typed.values()
        if text != words.get("token")
    )
    assert not Feedback.objects.exists()
    again = tell(vera, token=token_of(response))
    assert again.status_code == 302


def test_a_message_at_the_limit_of_length_fits_with_the_line_ends_of_browsers(vera):
    assert tell(vera, message="\r\n".join(["x"] * 2000) + "y").status_code == 302
    assert Feedback.objects.get().message.count("\n") == 1999


def test_a_form_that_was_open_for_more_than_a_day_is_asked_for_again(vera, monkeypatch):
    monkeypatch.setattr(form_token, "LIFETIME", -1)
    assert "Your words are still here" in tell(vera).content.decode()


def test_a_program_that_fills_every_field_is_thanked_and_not_kept(vera):
    assert tell(vera, website="https://example.org/pills").status_code == 302
    assert not Feedback.objects.exists()


def test_one_network_sends_ten_messages_an_hour_and_another_still_sends(vera):
    for _ in range(rate_limit.MAX_PER_NETWORK):
        assert tell(vera).status_code == 302
    refused = tell(vera, message="One more.")
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert "One more." in refused.content.decode()
    token = token_of(vera.get(FORM))
    elsewhere = vera.post(FORM, {"message": "Me too.", "token": token}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302
    Feedback.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    assert tell(vera).status_code == 302


def test_no_address_of_a_visitor_is_stored(vera):
    tell(vera)
    assert "127.0.0.1" not in str(Feedback.objects.values().get())


@pytest.mark.parametrize(
    ("about", "page"),
    [
        ("/legislation/", "/legislation/"),
        ("/legislation/my-act-670-2007/", "/legislation/my-act-670-2007/"),
        ("law/nothing-here", "/"),
        ("//elsewhere.example/", "/"),
        ("https://elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_a_message_is_about_a_page_of_this_portal_and_no_other(vera, about, page):
    tell(vera, f"/tell-us/?about={about}")
    assert Feedback.objects.get().page == page


def test_a_record_that_is_not_public_is_not_named(vera, record):  # noqa: F811
    draft = record(status=Status.DRAFT, title="Secret axolotl")
    content = vera.get(f"/tell-us/?about=law/{draft.slug}").content.decode()
    assert "Secret axolotl" not in content


def test_an_address_of_e_mail_is_kept_for_twelve_months_and_the_code_of_a_sender_for_a_day(vera):
    for email in ("old@example.org", "new@example.org"):
        tell(vera, email=email)
    Feedback.objects.filter(email="old@example.org").update(sent_at=timezone.now() - timedelta(days=366))
    [outcome] = housekeeping.do(["feedback"])
    assert outcome.words.startswith("1 e-mail addresses deleted")
    assert sorted(Feedback.objects.values_list("email", flat=True)) == ["", "new@example.org"]
    assert Feedback.objects.exclude(sender="").get().email == "new@example.org"


def change_form(feedback):
    return reverse("admin:editorial_feedback_change", args=[feedback.pk])


def test_an_editor_closes_a_message_with_an_answer(vera, putri):
    tell(vera)
    kept = Feedback.objects.get()
    vera.force_login(putri)
    shown = vera.get(change_form(kept)).content.decode()
    assert f"/admin/catalogue/entry/{kept.entry.pk}/change/" in shown
    sent = {"state": "done", "answer": "Corrected after the gazette.", "seen": "new"}
    assert vera.post(change_form(kept), sent).status_code == 302
    kept.refresh_from_db()
    assert (kept.state, kept.answer, kept.closed_by) == ("done", "Corrected after the gazette.", "putri")
    assert kept.closed_at
    late = vera.post(change_form(kept), {"state": "dismissed", "answer": "Not so.", "seen": "new"})
    assert "putri changed it meanwhile" in late.content.decode()
    assert Feedback.objects.get().state == "done"
    assert "Told by visitors" in vera.get("/admin/").content.decode()


def test_an_official_of_one_state_does_not_read_what_visitors_tell(vera, tomasi):
    tell(vera)
    tomasi.is_staff = True
    tomasi.save()
    vera.force_login(tomasi)
    assert vera.get(change_form(Feedback.objects.get())).status_code == 403


def test_every_page_leads_to_the_form(vera):
    for path in ("/", "/legislation/", "/about/"):
        assert f'href="/tell-us/?about={path}"' in vera.get(path).content.decode()
