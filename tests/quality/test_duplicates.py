"""Duplicate detection: spelling variants match, contradictions do not, and people decide."""

import hashlib
import string

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue.models import Country, Entry
from baliportal.files.models import File
from baliportal.files.texts import read_waiting
from baliportal.quality.duplicates.candidates import duplicates_of, duplicates_of_record, mark_not_duplicate
from baliportal.quality.duplicates.match_keys import contradicts, match_keys, significant_words
from baliportal.quality.duplicates.title_hints import similar_titles, similarity
from baliportal.quality.findings import with_duplicate
from baliportal.quality.indexer import update_findings
from baliportal.quality.models import DuplicateCandidate, MatchKey, NotDuplicate
from legislation.models import Law
from resources.models import Resource
from workshops.models import Workshop

from ..files.storing import file_of

pytestmark = pytest.mark.django_db
WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=9), min_size=1, max_size=6)


def act(title="An Act on Trafficking", code="MY", **fields):
    law = Law.objects.create(title=title, **fields)
    law.countries.set(Country.objects.filter(code=code))
    return law


def pairs():
    update_findings()
    return {frozenset(pair) for pair in DuplicateCandidate.objects.values_list("one", "other")}


def pair_of(*entries):
    return frozenset(entry.public_id for entry in entries)


# Match keys


@given(WORDS, st.randoms(use_true_random=False))
def test_a_title_is_the_same_in_any_order_case_and_punctuation(words, random):
    shuffled = random.sample(words, len(words))
    assert significant_words(" ".join(words)) == significant_words("The " + ", ".join(shuffled).upper() + "!")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Organisation of migrants", "Organization of Migrants"),
        ("Labour Act", "Labor Act"),
        ("Anti-Trafficking in Persons Act", "Anti Traficking in Persons Act"),
        ("Loi n° 2007-1 Sécurité", "Loi n 2007-1 Securite"),
        ("قانون مكافحة الاتجار", "قانون مکافحة الاتجار"),
    ],
)
def test_usual_differences_of_spelling_make_no_difference(one, other):
    assert significant_words(one) == significant_words(other)


@given(st.text(max_size=60))
def test_any_title_in_any_script_has_match_keys(title):
    record = {"title": title, "original_title": title, "url": "", "countries": []}
    assert all(len(value) == 64 for value in match_keys(record, "law"))


@pytest.mark.parametrize("traits", [{"date": "2007"}, {"countries": ["MY"]}, {"ordinal": 4}, {"edition": "Second"}])
def test_different_traits_contradict_and_unknown_ones_do_not(traits):
    bare = {"countries": [], "words": ["act"]}
    other = {"date": "2008", "countries": ["ID"], "ordinal": 5, "edition": "First"}
    assert not contradicts(bare | traits, bare | traits, "title")
    assert not contradicts(bare | traits, bare, "title")
    assert contradicts(bare | traits, bare | {name: other[name] for name in traits}, "title")


def test_a_more_precise_date_does_not_contradict():
    bare = {"countries": [], "words": []}
    assert not contradicts(bare | {"date": "2007"}, bare | {"date": "2007-07-18"}, "title")
    assert contradicts(bare | {"date": "2007-07"}, bare | {"date": "2007-08"}, "title")


# Candidates


def test_two_records_of_one_thing_are_candidates_and_of_two_things_are_not():
    one, other = act(date="2007"), act("Act on Trafficking, An", date="2007-07-18")
    act(code="ID")
    act(date="2015")
    Workshop.objects.create(title="An Act on Trafficking")
    assert pairs() == {pair_of(one, other)}


def test_the_starter_content_has_no_candidates():
    assert pairs() == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"number": "Act 670"}, {"number": "ACT-670"}),
        ({"original_title": "Akta Antipemerdagangan"}, {"original_title": "AKTA ANTI-PEMERDAGANGAN"}),
        ({"url": "https://www.example.org/act/"}, {"url": "http://example.org/act"}),
    ],
)
def test_a_number_an_original_title_and_an_address_match_too(one, other):
    first = act("Trafficking in Persons Act", **one)
    second = act("Trafficking of Persons (Punishment) Act", **other)
    assert pairs() == {pair_of(first, second)}


def test_one_page_or_number_of_several_different_records_makes_no_candidates():
    for title in ("Passport Regulations", "Crime Victim Protection Rules"):
        act(title, number="2077", url="https://example.org/laws")
    assert pairs() == set()


def test_the_same_file_in_two_resources_makes_candidates(settings):
    held = [Resource.objects.create(title=title) for title in ("A guide", "Something else")]
    for resource in held:
        file_of(resource, b"the same bytes")
    assert pairs() == {pair_of(*held)}
    assert DuplicateCandidate.objects.get().reason == "file"
    assert File.objects.first().sha256 == hashlib.sha256(b"the same bytes").hexdigest()


def test_files_with_the_same_text_in_two_resources_make_candidates_once_they_are_read():
    one, other = (Resource.objects.create(title=title) for title in ("Handbook", "Training kit"))
    file_of(one, b"Of the same text")
    file_of(other, b"\xef\xbb\xbfOf the same text")
    assert pairs() == set()
    read_waiting()
    assert pairs() == {pair_of(one, other)}
    assert DuplicateCandidate.objects.get().reason == "text"


def test_n_equal_records_make_n_minus_one_pairs_and_are_all_in_the_queue():
    crowd = [act() for _ in range(6)]
    assert len(pairs()) == 5
    assert set(with_duplicate(Entry.objects.all())) == {law.entry_ptr for law in crowd}


def test_candidates_disappear_with_the_similarity_and_with_the_record():
    one, other, third = act(), act(), act()
    assert len(pairs()) == 2
    Law.objects.filter(pk=third.pk).update(title="Something else")
    assert pairs() == {pair_of(one, other)}
    other.delete()
    assert pairs() == set()
    assert not MatchKey.objects.filter(subject=other.public_id).exists()


def test_when_the_first_of_a_group_is_deleted_the_rest_are_still_candidates():
    crowd = sorted((act() for _ in range(3)), key=lambda law: law.public_id)
    pairs()
    crowd[0].delete()
    assert pairs() == {pair_of(*crowd[1:])}


def test_marked_as_not_duplicate_holds_through_every_change(putri):
    one, other = act(), act()
    assert pairs()
    for _ in range(2):
        mark_not_duplicate(other, one, by=putri)
    assert NotDuplicate.objects.get().who == "putri"
    Law.objects.filter(pk__in=[one.pk, other.pk]).update(summary="Changed", date="2007")
    assert pairs() == set()
    assert (
        duplicates_of_record(
            {"id": one.public_id, "title": one.title, "original_title": "", "url": "", "countries": ["MY"]}, "law"
        )
        == {}
    )


def test_a_record_marked_as_different_from_one_may_still_equal_another(putri):
    one, other, third = sorted((act() for _ in range(3)), key=lambda law: law.public_id)
    pairs()
    mark_not_duplicate(third, one, by=putri)
    assert pairs() == {pair_of(one, other), pair_of(other, third)}


def test_the_form_shows_candidates_and_links_to_merge_or_dismiss_them(client, ana, rahul):
    one, other = act(number="Act 1"), act(number="Act 1")
    client.force_login(ana)
    change = reverse("admin:legislation_law_change", args=[one.pk])
    apart = reverse("admin:legislation_law_apart", args=[one.pk, other.public_id])
    page = client.get(change).content.decode()
    assert "the same number and a title of the same words" in page
    assert reverse("admin:legislation_law_merge", args=[one.pk, other.public_id]) in page
    assert client.get(apart).status_code == 200
    assert duplicates_of(one)  # A GET request decides nothing.
    assert client.post(apart).status_code == 302
    assert duplicates_of(one) == {}
    assert "Possible duplicates" not in client.get(change).content.decode()
    client.force_login(rahul)
    assert client.post(apart).status_code == 403
    assert client.get(reverse("admin:legislation_law_apart", args=[one.pk, "nobody"])).status_code == 404


def test_saving_a_record_that_looks_like_another_says_so(client, ana):
    existing = act("Human Trafficking Act 2030", date="2030")
    update_findings()
    client.force_login(ana)
    data = {"title": "Human-trafficking Act, 2030", "date": "2030", "visibility": "public"}
    rows = {
        f"{prefix}-{part}_FORMS": 0 for prefix in ("files", "relations", "provisions") for part in ("TOTAL", "INITIAL")
    }
    page = client.post(reverse("admin:legislation_law_add"), data | rows, follow=True).content.decode()
    assert f'Possible duplicate: <a href="/admin/legislation/law/{existing.pk}/change/">' in page


# Hints while a title is typed


def test_hints_find_drafts_slips_of_the_pen_and_originals():
    law = act("Prevention of Human Trafficking (Amendment) Act", original_title="พระราชบัญญัติป้องกัน")
    entries = Law.objects.all()
    for typed in ("prevention of human traficking amendment act", "Human Trafficking Prevention (Amendment) Act"):
        assert similar_titles(entries, typed)[0].entry == law
    assert similar_titles(entries, "พระราชบัญญัติป้องกัน")[0].entry == law
    assert similar_titles(entries, "Zoological Gardens Ordinance") == []


@pytest.mark.parametrize("typed", ["", "   ", "the", "%", "_" * 9, "'; --", "\\" * 9, "x" * 5000, "(" * 40])
def test_any_text_may_be_typed(typed):
    assert similar_titles(Law.objects.all(), typed) == []


def test_hints_cost_one_query_and_are_best_first(django_assert_num_queries):
    for number in range(20):
        act(f"Trafficking Act number {number}")
    with django_assert_num_queries(1):
        hints = similar_titles(Law.objects.all(), "Trafficking Act number 7")
    assert hints[0].entry.title == "Trafficking Act number 7"
    assert [hint.similarity for hint in hints] == sorted((hint.similarity for hint in hints), reverse=True)
    assert similarity("Trafficking Act number 7", hints[0].entry) == 1


def test_the_address_of_hints_leaves_the_record_itself_out_and_is_closed_to_strangers(client, ana, tomasi):
    law = act("A Very Particular Ordinance")
    address = reverse("admin:legislation_law_alike")
    query = {"title": "A very particular ordinance"}
    client.force_login(ana)
    [hint] = client.get(address, query).json()["alike"]
    assert (hint["title"], hint["about"]) == (law.title, "Malaysia, Status not recorded, Draft")
    assert client.get(hint["url"]).status_code == 200
    assert client.get(address, query | {"id": law.public_id}).json() == {"alike": []}
    assert client.get(address, {"title": "A very\0 particular thing", "id": "\0"}).status_code == 200
    client.force_login(tomasi)
    assert client.get(address, query).status_code == 302
