"""Who sees what on public addresses: visitors, signed-in officials, and staff, as the tables say.

An entry and a file of each visibility carry words that nothing else has. Each kind of address is asked by each person.
"""

import json
import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Country, Entry, Topic
from baliportal.catalogue.publishing import Status
from baliportal.files.attaching import attach
from baliportal.search.index.sync import catch_up
from legislation.models import Law
from members.models import ContactPoint, MemberState

from ..files.safety_files import pdf
from ..files.storing import file_of
from . import addresses

pytestmark = pytest.mark.django_db

#: {who an entry or a file is for: (the word that is sought, the word that must or must not be told)}.
WORDS = {
    "public": ("okapitown", "okapitold"),
    "officials": ("quokkatown", "quokkatold"),
    "secretariat": ("numbattown", "numbattold"),
    "draft": ("dugongtown", "dugongtold"),
}
#: {person: the levels that they see}.
SEES = {
    "visitor": {"public"},
    "official": {"public", "officials"},
    "staff": {"public", "officials", "secretariat"},
}
EVERYBODY = {"public"}  # levels on addresses that are the same for all
COUNTRY, TOPIC = "MY", "child-protection"
LAW = "/legislation/{slug}"

#: Addresses of the entry itself: 404 for those who may not see it.
OWN = [
    f"{LAW}/", *(f"{LAW}.{suffix}" for suffix in ("csv", "xlsx", "json", "jsonl", "bib", "ris", "csl.json")), "/e/{id}/",
]  # fmt: skip
#: Addresses that tell of every entry that the person may see; {sought} is the word of the entry that is looked for.
TELLING = [
    "/", "/legislation/", "/search/?q={sought}", "/search/?year=2031", f"/topics/{TOPIC}/",
    "/search.json?q={sought}", "/search.csv?q={sought}", "/search.xlsx", "/search.jsonl?year=2031", "/search.bib",
    "/legislation.json?sort=oldest", "/legislation.csv?columns=title", "/legislation.csv?per=countries",
    "/legislation.ris?q={sought}", "/search.csl.json",
    "/search/suggest.json?q={start}", "/search/suggest-words.json?q={start}",
    "/legislation/neighbour/", "/members/my/",
]  # fmt: skip
#: Addresses that are the same for everybody: they tell of what is public.
SAME_FOR_ALL = ["/reports/legislation-register.csv", "/reports/legislation-register/"]
#: Where a mistyped word is corrected, by its entry alone.
CORRECTING = "/search/?q={mistyped}"


@pytest.fixture
def people(tomasi, ana):
    """A browser of each person."""
    browsers = {"visitor": Client(), "official": Client(), "staff": Client()}
    browsers["official"].force_login(tomasi)
    browsers["staff"].force_login(ana)
    return browsers


@pytest.fixture
def laws(empty_portal):
    """A law of each level, which amends a public one."""
    country, topic = Country.objects.get(code=COUNTRY), Topic.objects.get(slug=TOPIC)
    MemberState.objects.create(title="Malaysia", slug="my", country=country, type="member", status=Status.PUBLISHED)
    neighbour = Law.objects.create(title="Neighbour", slug="neighbour", type="act", status=Status.PUBLISHED)
    made = {}
    for level, (sought, told) in WORDS.items():
        status, visibility = ("draft", "public") if level == "draft" else ("published", level)
        law = Law.objects.create(title=f"{sought} {told}", slug=f"law-{level}", type="act", date="2031",
                                 status=status, visibility=visibility)  # fmt: skip
        law.countries.add(country)
        law.topics.add(topic)
        law.relations.create(relation="amends", target=neighbour)
        made[level] = law
    return made


def filled(address, law, level):
    sought = WORDS[level][0]
    return address.format(
        slug=law.slug, id=law.public_id, sought=sought, start=sought[:6], mistyped=sought.replace("town", "twon")
    )


def text_of(response):
    return addresses.plain(response.getvalue()).decode(errors="replace")


def seen_levels(browser, address, laws):
    """The levels whose word a person is told at an address that is formed for each."""
    formed = {level: filled(address, law, level) for level, law in laws.items()}
    answers = {each: text_of(browser.get(each, follow=True)) for each in set(formed.values())}
    return {level for level in laws if WORDS[level][1] in answers[formed[level]]}


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
    assert browser.get("/about/").context["numbers"][1]["value"] == number
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
    assert re.search(r"Contact points.*?For officials only", page)


#: One address of each kind of answer.
ANSWERS = [
    "/", "/legislation/", "/search/?q=act", "/search.json?q=act", "/search.csv", "/legislation.manifest.json",
    "/search/suggest.json?q=oka", "/search/suggest-words.json?q=oka", "/legislation/law-public/", "/members/",
    "/legislation/law-public.csv", "/legislation/law-public.bib", "/topics/", "/about/", "/reports/", "/nowhere/",
    "/reports/legislation-register/", "/reports/legislation-register.csv", "/sitemap.xml", "/download/legislation/",
    "/search/help/", "/opensearch.xml",
]  # fmt: skip


def test_what_a_signed_in_person_is_answered_is_theirs_and_no_visitor_is_given_it(people, laws, settings):
    order = ["staff", "official", "visitor", "staff", "official", "visitor"]
    for address in ANSWERS:
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
