"""Audiences of public addresses: visitors, signed-in officials and staff, as the tables say.

An entry and a file of each visibility carry words that nothing else has. Each kind of address is asked by each person.
"""

import json
import re

import pytest
from django.core.files.base import ContentFile

from baliportal.catalogue.journal import SYSTEM
from baliportal.files.attaching import attach
from baliportal.search.index.sync import catch_up
from members.models import ContactPoint, MemberState

from ..files.safety_files import pdf
from ..files.storing import file_of
from .audience_cases import (
    CORRECTING,
    COUNTRY,
    EVERYBODY,
    OWN,
    SAME_FOR_ALL,
    SEES,
    TELLING,
    TOPIC,
    WORDS,
    filled,
    seen_levels,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("person", SEES)
def test_every_address_tells_each_person_of_what_they_may_see(people, laws, person):
    wanted = dict.fromkeys([*OWN, *TELLING], SEES[person]) | dict.fromkeys(SAME_FOR_ALL, EVERYBODY)
    seen = {address: seen_levels(people[person], address, laws) for address in wanted}
    assert {address: seen[address] for address in seen if seen[address] != wanted[address]} == {}


@pytest.mark.parametrize("person", SEES)
def test_the_sitemap_leads_everybody_to_what_is_public(people, laws, person):
    sitemap = text_of(people[person].get("/sitemap-legislation.xml"))
    assert {level for level, law in laws.items() if f"/{law.slug}/" in sitemap} == EVERYBODY


@pytest.mark.parametrize("person", SEES)
def test_an_entry_that_a_person_may_not_see_has_no_address(people, laws, person):
    hidden = [law for level, law in laws.items() if level not in SEES[person]]
    statuses = {address: people[person].get(address).status_code for law in hidden
                for address in [filled(each, law, "draft") for each in OWN]}  # fmt: skip
    assert set(statuses.values()) == {404}


@pytest.mark.parametrize("person", SEES)
def test_a_mistyped_word_is_corrected_to_words_that_the_person_may_see(people, laws, person):
    found = {
        level
        for level, law in laws.items()
        if WORDS[level][0] in text_of(people[person].get(filled(CORRECTING, law, level)))
    }
    assert found == SEES[person]


#: {person: numbers of laws at the home page, in the search under a country, the rows of a manifest, a member's page}.
NUMBERS = {"visitor": 2, "official": 3, "staff": 4}


@pytest.mark.parametrize("person", NUMBERS)
def test_counts_are_those_of_what_the_person_may_see(people, laws, person):
    browser, number = people[person], NUMBERS[person]
    answer = json.loads(browser.get(f"/search.json?kind=law&country={COUNTRY}").getvalue())
    assert answer["total"] == number - 1
    assert [choice["count"] for choice in answer["facets"]["year"]] == [number - 1]
    manifest = browser.get("/legislation.manifest.json").json()
    assert manifest["resources"][0]["rows"] == number
    assert ("journal_number" in manifest, "public_number" in manifest) == (person != "visitor", person == "visitor")
    numbers = {each["label"]: each["value"] for each in browser.get("/about/").context["numbers"]}
    assert numbers["Legislation"] == number
    [malaysia] = browser.get("/members/").context["members"]
    assert malaysia["laws"] == number - 1
    tree = browser.get("/topics/").context["topics"]
    assert max(branch["count"] for branch in tree) == number - 1
    assert re.search(rf">\s*{number} rows", text_of(browser.get("/download/legislation/")))


def test_pictures_of_pages_are_drawn_for_those_who_may_see_the_file(people, laws, settings, tmp_path):
    settings.PICTURES_ROOT = tmp_path / "pictures"
    content = pdf()
    file = file_of(laws["public"], content, "plan.pdf", "application/pdf", visibility="officials")
    for order in (("visitor", "official", "staff"), ("staff", "official", "visitor")):
        answers = {person: people[person].get(f"/files/{file.sha256}/pages/1.png") for person in order}
        assert {person: answer.status_code for person, answer in answers.items()} == {
            "visitor": 404, "official": 200, "staff": 200,
        }  # fmt: skip
        assert "private" in answers["official"]["Cache-Control"]


@pytest.mark.parametrize("person", SEES)
def test_files_and_their_words_are_those_that_the_person_may_see(people, laws, person):
    files = {}
    for level in SEES["staff"]:
        word = WORDS[level][0].replace("town", "file")
        content = ContentFile(f"This text has the word {word} in it, and others.".encode())
        files[level] = attach(laws["public"], content, f"{word}.txt", by=SYSTEM, language="en")
        files[level].visibility = level
        files[level].save()
    catch_up()
    browser, seen = people[person], SEES[person]
    page = text_of(browser.get(laws["public"].get_absolute_url()))
    found = {
        "listed": set(),
        "found": set(),
        "pages": set(),
        "bytes": set(),
        "read": set(),
        "plain": set(),
        "rows": set(),
    }
    for level, file in files.items():
        word = file.name.removesuffix(".txt")
        result = json.loads(browser.get(f"/search.json?q={word}").getvalue())
        answers = {
            "listed": file.sha256 in page,
            "found": result["total"] == 1,
            "pages": any(hit["pages"] for hit in result["results"]),
            "bytes": browser.get(file.get_absolute_url()).status_code == 200,
            "read": f"<mark>{word}</mark>" in text_of(browser.get(f"{file.text_url}?q={word}")),
            "plain": browser.get(f"/files/{file.sha256}/text.txt").status_code == 200,
            "rows": file.sha256 in text_of(browser.get("/legislation.csv")),
        }
        for address, is_seen in answers.items():
            found[address] |= {level} if is_seen else set()
    assert found == dict.fromkeys(found, seen)


def test_who_alone_sees_an_entry_is_said_on_its_page_and_in_lists(people, laws):
    page = text_of(people["official"].get(laws["officials"].get_absolute_url()))
    assert "For officials only: not visible to the public." in page
    page = text_of(people["staff"].get(laws["secretariat"].get_absolute_url()))
    assert "For the secretariat only: not visible to officials or the public." in page
    badge = '<strong class="badge">For officials only</strong>'
    for address in ("/", "/legislation/", f"/topics/{TOPIC}/", "/legislation/neighbour/", "/members/my/"):
        told = {name for name, browser in people.items() if badge in text_of(browser.get(address))}
        assert (address, told) == (address, {"official", "staff"})
    assert "For officials only:" not in text_of(people["official"].get(laws["public"].get_absolute_url()))


def test_contact_points_stand_on_a_members_page_for_officials(people, laws):
    member = MemberState.objects.get()
    ContactPoint.objects.create(member=member, role="Passport desk", mailbox="desk@example.org")
    told = {name: [address for address in ("/members/my/", "/members/my.csv", "/members.jsonl", "/members/my.json")
                   if "desk@example.org" in text_of(browser.get(address))] for name, browser in people.items()}  # fmt: skip
    everywhere = ["/members/my/", "/members/my.csv", "/members.jsonl", "/members/my.json"]
    assert told == {"visitor": [], "official": everywhere, "staff": everywhere}
    page = text_of(people["official"].get("/members/my/"))
    assert 'href="mailto:desk@example.org"' in page
    assert "Contact points (for officials)" in page
