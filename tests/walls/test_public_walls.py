"""A record that a person must not see changes no answer to them, at any address of the URL configuration."""

import shutil

import pytest
from django.conf import settings
from django.test import Client

from baliportal.catalogue.kinds import all_kinds
from baliportal.reports.registry import REPORTS
from baliportal.search.index.sync import catch_up
from baliportal.sitemaps import SITEMAPS
from tests.sampling import EXHAUSTIVE, part_by_name
from tests.site.neighbours import SLUG, published

from . import public_rules, scene
from .answers import answers, differences
from .public_rules import BESIDE_THE_CONFIGURATION, RULES
from .url_patterns import LISTS, TYPE_LISTS, patterns

pytestmark = [pytest.mark.django_db, pytest.mark.sampled, pytest.mark.usefixtures("clock")]
PEOPLE = ("visitor", "official", "contributor", "staff")
PUBLIC = [each for each in patterns() if not each.is_of_the_admin]
KIND_OF = {kind.path: kind.name for kind in all_kinds()}
TAG = '"0123456789abcdef0123456789abcdef"'
#: The ways to ask beside GET.
WAYS = [
    ("head", ()),
    ("post", ()),
    ("put", ()),
    ("delete", ()),
    ("options", ()),
    ("get", (("If-None-Match", "*"),)),
    ("get", (("If-None-Match", TAG),)),
    ("get", (("If-Modified-Since", "Wed, 01 Jan 2042 00:00:00 GMT"),)),
    ("get", (("Range", "bytes=0-9"),)),
    ("get", (("Accept", "application/json"), ("Accept-Language", "th"))),
]
#: Records that are hidden from fewer and fewer people.
STAGES = {
    "unpublished": scene.UNPUBLISHED,
    "for the secretariat": [("published", "secretariat")],
    "for officials": [("published", "officials")],
}
#: Pages that show staff the files of what they may view in the back office, drafts among it.
SHOW_FILES = ("/files/", "/open-")
#: Of how many requests each person asks one. Visitors ask the most: their answers are everybody's.
ONE_IN = dict.fromkeys(PEOPLE, 60 if EXHAUSTIVE else 240) | {"visitor": 20 if EXHAUSTIVE else 120}


def values_of(pattern):
    """The values of a pattern's parameters: those of its rule, or a set that is made here."""
    kind = KIND_OF.get(pattern.head, "")
    sets = {
        public_rules.SLUGS: [f"{SLUG}-{kind}", f"{SLUG}-{kind}-2", f"open-{kind}", scene.FORMER_SLUG],
        public_rules.IDS: [*scene.IDS.values(), scene.FORMER_ID],
        public_rules.HASHES: scene.HASHES,
        public_rules.REPORT_NAMES: [report.name for report in REPORTS],
        public_rules.SECTIONS: list(SITEMAPS),
        public_rules.LIST_NAMES: [*LISTS, *TYPE_LISTS, "search", f"{SLUG}-law"],
    }
    values = RULES[pattern.form].values
    return {name: sets.get(value, value) if isinstance(value, str) else value for name, value in values.items()}


def all_requests(forms=RULES):
    """Every address with every query string, by GET; those of some forms of patterns alone."""
    for pattern in [each for each in PUBLIC if each.form in forms]:
        for address in pattern.addresses(values_of(pattern)):
            for query in RULES[pattern.form].queries:
                query = query.replace("{kind}", KIND_OF.get(pattern.head, ""))
                yield "get", f"{address}?{query}" if query else address
    if forms is RULES:
        yield from (("get", address) for address in BESIDE_THE_CONFIGURATION)


@pytest.fixture
def people(tomasi, person):
    browsers = {name: Client(raise_request_exception=False) for name in PEOPLE}
    browsers["official"].force_login(tomasi)
    browsers["contributor"].force_login(person("Contributor"))
    browsers["staff"].force_login(person("Auditor"))
    return browsers


def forget_exports():
    shutil.rmtree(settings.EXPORTS_ROOT, ignore_errors=True)


def test_every_public_address_has_a_rule():
    forms = {pattern.form for pattern in PUBLIC}
    strange = sorted(forms - set(RULES))
    assert strange == [], (
        f"Public addresses without a rule: {', '.join(strange)}. Say in tests/walls/public_rules.py by which values and "
        "query strings each might tell of a record that must not be seen."
    )
    assert set(RULES) - forms == set()
    wrong = {each.form for each in PUBLIC if set(each.parameters) - {"suffix"} != set(RULES[each.form].values)}
    assert wrong == set()


def asked_by(person, one_in):
    """The requests of a person: by GET, and of some in the other ways."""
    asked = part_by_name(all_requests(), one_in, lambda request: f"{person} {request}")
    if person.startswith("staff"):
        asked = [request for request in asked if not any(part in request[1] for part in SHOW_FILES)]
    otherwise = [(method, address, headers) for _, address in asked for method, headers in WAYS]
    otherwise = [each for each in otherwise if each[:2] != ("post", "/accounts/logout/")]  # it would end the session
    return [*asked, *part_by_name(otherwise, 10, lambda request: f"{person} {request}")]


@pytest.mark.parametrize("name", STAGES)
def test_what_a_person_must_not_see_changes_no_answer_to_them(people, empty_portal, name):
    seen, ways = published(), STAGES[name]
    catch_up()
    requests = {person: asked_by(f"{person} {name}", ONE_IN[person]) for person in scene.HIDDEN_FROM[ways[0]]}
    before = {person: answers(people[person], asked) for person, asked in requests.items()}
    scene.hide(seen, ways)
    for person, asked in requests.items():
        forget_exports()
        told = differences(before[person], answers(people[person], asked))
        assert (name, person, told) == (name, person, {})


def test_what_is_published_then_changes_every_address_that_may_tell_of_it(people, empty_portal):
    """So that the test above asks the right questions: each pattern has one whose answer tells of a hidden record."""
    seen, visitor = published(), people["visitor"]
    catch_up()
    forms = part_by_name(sorted(RULES), 3 if EXHAUSTIVE else 12, str)
    requests = {form: list(all_requests({form})) for form in forms}
    asked = [each for form in forms for each in part_by_name(requests[form], -(-len(requests[form]) // 20), str)]
    before = answers(visitor, asked)
    scene.show(scene.hide(seen, scene.UNPUBLISHED))
    forget_exports()
    after = answers(visitor, asked)
    changed = {
        form for form in forms if any(before[each][3] != after[each][3] for each in requests[form] if each in after)
    }
    assert changed == {form for form in forms if not RULES[form].unchanged}
