"""Blocks of a member's page, gathered from all kinds in one order; of two members side by side."""

from dataclasses import replace

from baliportal.catalogue.blocks import Block, PendingBlocks, made
from baliportal.catalogue.db.combined_queries import fetch_together
from baliportal.catalogue.kinds import all_kinds, no_blocks

from .missing import missing

#: Kinds whose blocks come first, in this order; those of any other kind follow.
FIRST = ("treaty", "law", "agreement", "system", "workshop", "resource", "help-line")


def blocks(page):
    """Blocks of every kind for this country, and the missing facts, each beside that of the other member if asked.

    On a past day of this portal, what it said then.
    """
    pages = [shown for shown in (page, page.beside) if shown]
    gathered = [_known(shown) for shown in pages] if page.question.known else _gathered(pages)
    if len(pages) == 1:
        return gathered[0]
    return _side_by_side([(shown.title, shown.entry.slug) for shown in pages], gathered)


def _gathered(pages):
    """The blocks of each page; what they ask of the database is asked in one query for all."""
    asked = [[kind.of_country(page.entry.country, page) for kind in _kinds()] for page in pages]
    pending = [blocks for of_page in asked for blocks in of_page if isinstance(blocks, PendingBlocks)]
    fetch_together(*(queryset for blocks in pending for queryset in blocks.querysets))
    told = [[block for blocks in of_page for block in made(blocks)] for of_page in asked]
    return [[*blocks, missing(page, blocks)] for page, blocks in zip(pages, told, strict=True)]


def _known(page):
    """The blocks of a page as the portal told them on its day; of a kind that cannot tell, a sentence in its place."""
    told = [block for kind in _kinds() for block in _known_of(kind, page)]
    return [*told, missing(page, told)]


def _known_of(kind, page):
    if kind.of_country_known:
        return kind.of_country_known(page.entry.country, page)
    if kind.of_country is no_blocks:
        return []
    return [Block(kind.path, kind.plural, "members/of_today_only.html")]


def _kinds():
    places = {name: place for place, name in enumerate(FIRST)}
    return sorted(all_kinds(), key=lambda kind: places.get(kind.name, len(places)))


def _side_by_side(members, gathered):
    """One block for each id, with a column for each member; one that a member lacks is said to be empty."""
    columns = [{block.id: block for block in blocks} for blocks in gathered]
    return [
        Block(name, title, "members/side_by_side.html", {
            "columns": [_column(member, blocks.get(name)) for member, blocks in zip(members, columns, strict=True)],
        })
        for name, title in _in_order(gathered)
    ]  # fmt: skip


def _in_order(gathered):
    """Ids and titles of the blocks of both: in the order of the first, those of the second alone after what precedes
    them there."""
    first, second = ([(block.id, block.title) for block in blocks] for blocks in gathered)
    order = list(first)
    for at, item in enumerate(second):
        if item[0] not in dict(order):
            before = second[at - 1][0] if at else ""
            order.insert(next((n for n, (name, _) in enumerate(order, 1) if name == before), 0), item)
    return order


def _column(member, block):
    """A member's part of a pair; anchors inside it end in the member's code, so that each stands once on the page."""
    name, code = member
    return {"name": name, "block": block and replace(block, id=f"{block.id}-{code}")}
