"""Answers to signed-in people are theirs alone, and a visitor is never given one of them."""

import re

import pytest
from django.test import Client

from baliportal.catalogue.models import Entry

from ..sampling import sample
from .audience_cases import (
    text_of,
)

pytestmark = pytest.mark.django_db


#: One address of each kind of answer.
ANSWERS = [
    "/", "/legislation/", "/search/?q=act", "/search.json?q=act", "/search.csv", "/legislation.manifest.json",
    "/search/suggest.json?q=oka", "/search/suggest-words.json?q=oka", "/legislation/law-public/", "/members/",
    "/legislation/law-public.csv", "/legislation/law-public.bib", "/topics/", "/about/", "/reports/", "/nowhere/",
    "/reports/legislation-register/", "/reports/legislation-register.csv", "/sitemap.xml", "/download/legislation/",
    "/search/help/", "/opensearch.xml",
]  # fmt: skip


@pytest.mark.sampled
def test_what_a_signed_in_person_is_answered_is_theirs_and_no_visitor_is_given_it(people, laws, settings):
    order = ["staff", "official", "visitor", "staff", "official", "visitor"]
    for address in sample(ANSWERS, one_in=2):
        answers = [people[person].get(address) for person in order]
        texts = [(answer.status_code, text_of(answer)) for answer in answers]
        tags = {answer["ETag"] for answer in (answers[2], answers[5]) if answer.has_header("ETag")}
        assert _without_tokens(texts[2]) == _without_tokens(texts[5]), address
        for place in (0, 1, 3, 4):
            assert (address, *sorted(answers[place]["Cache-Control"].split(", "))) == (address, "no-store", "private")
            assert not answers[place].has_header("ETag")
            for tag in tags:  # who has the public answer is not told that theirs is the same
                again = people[order[place]].get(address, headers={"If-None-Match": tag})
                assert (address, again.status_code) == (address, texts[place][0])
        assert "quokka" not in texts[2][1]
        assert "numbat" not in texts[2][1]
    cached = [path for path in settings.EXPORTS_ROOT.rglob("*") if path.is_file() and b"quokka" in path.read_bytes()]
    assert cached == []


def _without_tokens(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", str(answer))


def test_a_visitors_first_answer_is_the_same_whether_others_were_there_before(people, laws):
    """The caches of pages and files hold what a visitor made, whoever came first."""
    for address in ("/legislation/", "/search.csv"):
        people["staff"].get(address).getvalue()
        first = people["visitor"].get(address)
        assert sorted(first["Cache-Control"].split(", ")) == ["no-cache", "public"]
        assert "Cookie" in first["Vary"]
        assert not {"quokkatold", "numbattold"} & set(re.findall(r"\w+", text_of(first)))


def test_without_a_second_factor_where_one_is_required_nobody_is_more_than_a_visitor(people, laws, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert people["staff"].get(laws["officials"].get_absolute_url()).status_code == 404


def test_a_member_of_staff_who_acts_for_one_state_reads_as_an_official(laws, django_user_model):
    user = django_user_model.objects.create_user("litia", password="bali-process-2002", is_staff=True)
    browser = Client()
    browser.force_login(user)
    assert browser.get(laws["officials"].get_absolute_url()).status_code == 200
    assert browser.get(laws["secretariat"].get_absolute_url()).status_code == 404


def test_a_former_address_leads_those_who_may_see_the_entry(people, laws):
    law = laws["officials"]
    law.slug = "law-for-officials"
    law.save()
    statuses = {name: browser.get("/legislation/law-officials/").status_code for name, browser in people.items()}
    assert statuses == {"visitor": 404, "official": 301, "staff": 301}
    assert Entry.objects.get(pk=law.pk).get_absolute_url() == "/legislation/law-for-officials/"
