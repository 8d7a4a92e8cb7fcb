"""An entry of each visibility, the people who ask, and what they see on which address."""

import pytest
from django.test import Client

from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.publishing import Status
from legislation.models import Law
from members.models import MemberState

from . import addresses

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
    "/legislation.ris?q={sought}", "/search.csl.json", "/legislation.atom", "/search.atom?q={sought}",
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
