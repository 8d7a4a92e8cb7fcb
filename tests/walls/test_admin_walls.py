"""A record that a person must not see changes no answer of the back office to them, at any address of it."""

import pytest
from django.test import Client

from baliportal.search.index.sync import catch_up
from tests.sampling import EXHAUSTIVE, part_by_name
from tests.site.neighbours import published

from . import scene
from .admin_rules import QUERIES, VALUES
from .answers import answers, differences
from .url_patterns import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
PATTERNS = [each for each in patterns() if each.is_of_the_admin]
#: Of how many requests each person asks one; visitors and officials are led to the sign-in everywhere.
ONE_IN = dict.fromkeys(("official", "visitor"), 200 if EXHAUSTIVE else 400) | {"contributor": 30 if EXHAUSTIVE else 400}


def all_requests():
    for pattern in PATTERNS:
        for address in pattern.addresses(VALUES):
            for query in QUERIES[pattern.form]:
                yield "get", f"{address}?{query}" if query else address
            if not address.endswith("/logout/"):  # it would end the session of the test
                yield "post", address


@pytest.fixture
def people(tomasi, person):
    browsers = {name: Client(raise_request_exception=False) for name in ("visitor", "official", "contributor")}
    browsers["official"].force_login(tomasi)
    browsers["contributor"].force_login(person("Contributor"))
    return browsers


def test_every_address_of_the_admin_has_a_rule():
    forms = {pattern.form for pattern in PATTERNS}
    strange = sorted(forms - set(QUERIES))
    assert strange == [], (
        f"Addresses of the admin without a rule: {', '.join(strange)}. Say in tests/walls/admin_rules.py by which query "
        "strings each might tell of a record that must not be seen."
    )
    assert set(QUERIES) - forms == set()
    assert {name for pattern in PATTERNS for name in pattern.parameters} - set(VALUES) == set()


@pytest.mark.parametrize(
    "ways", [scene.UNPUBLISHED, [("published", "secretariat")]], ids=["unpublished", "secretariat"]
)
def test_what_a_person_must_not_see_changes_no_answer_of_the_back_office(people, empty_portal, clock, ways):
    seen = published()
    catch_up()
    requests = {name: part_by_name(all_requests(), one_in, str) for name, one_in in ONE_IN.items()}
    before = {name: answers(people[name], asked) for name, asked in requests.items()}
    scene.hide(seen, ways)
    for name, asked in requests.items():
        assert (name, differences(before[name], answers(people[name], asked))) == (name, {})
