"""The pages that lawyers live on take few database queries and few bytes, with every cache cold."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baliportal.catalogue import country_pages
from members import country_groups, profile
from members.help_lines import shown_lines

from . import addresses

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 12, 60_000
FIVE = "country=MY&country=TH&country=ID&country=AU&country=PH"
#: The pages with the most in them in the starter content.
MEMBERS = ["/members/", "/members/id/", "/members/id/?with=au", "/members/my/?with=id&as_of=2015-06-01"]
LAWS = ["/legislation/my-act-670-2007/", "/legislation/my-act-670-2007/?as_of=2009-06-01"]
TREATIES = ["/treaties/tip-protocol/", "/treaties/untoc/", "/treaties/tip-protocol/?as_of=2010-01-01"]
AGREEMENTS = ["/agreements/actip-2015/", "/agreements/id-nz-migration-management/"]
COMMITMENTS = [
    "/commitments/", "/commitments/?meeting=ministerial-conference-6&state=in-progress", "/opportunities/", "/campaigns/",
    "/commitments/2016-criminalise/", "/resources/bali-declaration-2016/", "/resources/call-unvtf-2026/",
]  # fmt: skip
COMPARISONS = [
    "/compare/",
    f"/compare/?{FIVE}&topic=trafficking-in-persons",
    f"/compare/?{FIVE}&treaty=tip-protocol",
    f"/compare/?{FIVE}&treaty=som-protocol",
]


def cold_answer(vera, address):
    """The answer to a visitor after a change of the journal and with an empty cache of pages, and its queries."""
    cache.clear()
    for module in (country_pages, profile, country_groups, shown_lines):
        module.clear_cache()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = vera.get(address)
        assert response.status_code == 200
        return len(queries), len(response.getvalue())


@pytest.mark.parametrize(
    "places", [MEMBERS, LAWS, TREATIES, AGREEMENTS, COMMITMENTS, COMPARISONS, addresses.REPORT_PAGES]
)
def test_a_page_takes_at_most_twelve_queries_and_sixty_kilobytes(vera, starter_index, places):
    vera.get("/legislation/")  # opens the index
    costs = {address: cold_answer(vera, address) for address in places}
    assert {place: cost for place, cost in costs.items() if cost[0] > MOST_QUERIES or cost[1] > MOST_BYTES} == {}
