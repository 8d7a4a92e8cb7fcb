"""The map of members shows each published member once, with its address, and no other."""

import gzip
import re
from collections import Counter
from itertools import combinations
from math import dist

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status, move
from baliportal.exports.plots.geometry import geometry
from members.map import map_of
from members.models import MemberState
from members.views import members

pytestmark = pytest.mark.django_db
PLACE = re.compile(r'<a class="map-(\w+)" href="([^"]+)" aria-label="([^"]+)">')
MOST_BYTES, MOST_BYTES_SENT = 30_000, 12_000  # of the figure, plain and compressed


@pytest.fixture
def figure(rf):
    """The map as a visitor gets it now: page caches stand outside the view."""

    def draw():
        page = members(rf.get("/members/")).content.decode()
        return page[page.index("<figure") : page.index("</figure>")]

    return draw


def published():
    return MemberState.objects.published().select_related("country").order_by("title")


def newcomer(code):
    """A draft of a member that the starter content does not have."""
    name = Country.objects.get(code=code).name
    return MemberState.objects.create(
        title=name, slug=code.lower(), type="member", country=Country.objects.get(code=code)
    )


def test_every_published_member_is_on_the_map_once_with_its_address(figure):
    drawn = Counter(url for _, url, _ in PLACE.findall(figure()))
    assert drawn == Counter(member.get_absolute_url() for member in published())
    assert len(drawn) == 47  # in the starter content, observers among them


def test_every_place_can_be_seen():
    places = map_of(published())["places"]
    assert [place["code"] for place in places if not (place["shape"] or place["marker"])] == []


@pytest.mark.parametrize("code", ["MX", "TV"], ids=["with a shape", "with a marker alone"])
def test_a_draft_is_not_on_the_map_until_it_is_published(figure, code):
    member = newcomer(code)
    assert member.get_absolute_url() not in figure()
    move(member, to=Status.PUBLISHED, by=SYSTEM)
    assert figure().count(f'href="{member.get_absolute_url()}"') == 1
    move(member, to=Status.WITHDRAWN, by=SYSTEM)
    assert member.get_absolute_url() not in figure()


def test_the_land_that_pages_draw_is_that_of_pictures(settings):
    land = (settings.BASE_DIR / "static" / "maps" / "world.svg").read_text()
    assert f'<path id="land" d="{geometry()["land"]}"/>' in land
    assert f'viewBox="{geometry()["view_box"]}"' in land


def test_an_observer_is_named_as_one(figure):
    drawn = {label: kind for kind, _, label in PLACE.findall(figure())}
    assert drawn["Canada, observer"] == "observer"
    assert drawn["Australia"] == "member"


def test_the_codes_of_the_map_are_all_iso():
    iso = set(Country.objects.values_list("code", flat=True))
    assert geometry()["shapes"].keys() | geometry()["markers"].keys() <= iso


def test_markers_do_not_overlap_and_stand_inside_the_frame():
    drawn = map_of(published())
    markers = [place["marker"] for place in drawn["places"] if place["marker"]]
    left, top, width, height = map(int, drawn["view_box"].split())
    for a, b in combinations(markers, 2):
        assert dist((a["x"], a["y"]), (b["x"], b["y"])) >= a["r"] + b["r"]
    assert all(left < m["x"] < left + width and top < m["y"] < top + height for m in markers)


def test_the_page_asks_no_more_of_the_database_when_there_are_more_members(figure):
    with CaptureQueriesContext(
        connection,
    ) as before:
        figure()
    for code in ("MX", "CL", "PE"):
        move(newcomer(code), to=Status.PUBLISHED, by=SYSTEM)
    with CaptureQueriesContext(connection) as after:
        figure()
    assert len(after) == len(before)


def test_the_map_is_light(figure):
    drawn = figure().encode()
    assert len(drawn) < MOST_BYTES
    assert len(gzip.compress(drawn, 5)) < MOST_BYTES_SENT
