"""Pages of laws, treaties, members and what belongs to them in a real browser: nothing serious to axe, light and dark,
and nothing that leaves the window, at 200 % or on a telephone."""

from .marks import pytestmark  # noqa: F401
from .test_admin import OVERFLOW, WIDE, visit

NARROW = {"width": 360, "height": 740}
PAGES = (
    "/legislation/bd-human-trafficking-act-2012/",
    "/legislation/ae-decree-71-2008/",  # its original title runs from right to left
    "/legislation/th-anti-trafficking-2008/?as_of=2009-01-01",
    "/treaties/tip-protocol/",
    "/treaties/ilo-c190/?as_of=2022-01-01",
    "/agreements/actip-2015/",
    "/systems/i-24-7/",
    "/members/bd/",
    "/members/hk/?with=th",
    "/groups/asean/",
    "/compare/",
    "/compare/?country=ID&country=PH&country=US&treaty=tip-protocol",
    "/compare/?country=ID&country=PH&topic=trafficking-in-persons",
    "/reports/map/",
    "/tell-us/?about=law/bd-human-trafficking-act-2012&fact=in-force",
)


def test_laws_treaties_and_members_are_accessible_in_both_colours(page, portal):
    page.set_viewport_size(WIDE)
    assert visit(page, portal, PAGES) == {}


def test_nothing_leaves_the_window_of_a_telephone(page, portal):
    page.set_viewport_size(NARROW)
    wide = {}
    for address in PAGES:
        page.goto(portal + address)
        wide[address] = page.evaluate(OVERFLOW)
    assert {address: excess for address, excess in wide.items() if excess} == {}
