"""Treaties of a country, as the page of its member shows them."""

from baliportal.catalogue.blocks import Block, PendingBlocks
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.records import to_record

from ..models import TerritorialApplication, Treaty
from ..territories import applications, row_of
from ..treaty_parts import part_rows, state_records
from ..treaty_state import CANNOT_JOIN, NOT_LOOKED_UP, state_of
from ..treaty_table import Line


def treaties_of_country(country, page):
    """Every treaty by its adoption, and what is known of the country: signed, bound since; three querysets.

    The third tells what applies to a territory.
    """
    treaties = Treaty.objects.published(page.audience).order_by("date", "title", "pk")
    rows = part_rows(treaties.order_by().values("pk"), country)
    parts = TerritorialApplication.objects.filter(territory=country).select_related("territory", "by")
    return PendingBlocks((treaties, rows, parts), lambda: [
        _block(page, treaties, state_records(treaties, rows=rows), country, parts)
    ])  # fmt: skip


def treaties_known(country, page):
    """The same as the portal told it on the day of the page."""
    treaties = page.known_entries("treaty", lambda record: True)
    treaties.sort(key=lambda treaty: (str(treaty.date or ""), treaty.title))
    records = {treaty.pk: to_record(treaty, page.audience) for treaty in treaties}
    parts = [part for treaty in treaties for part in related(treaty, "territories") if part.territory_id == country.pk]
    return [_block(page, treaties, records, country, parts)]


def _block(page, treaties, records, country, parts):
    day = page.question.as_of
    states = {treaty: state_of(records[treaty.pk], country.code, day) for treaty in treaties}
    is_barred = any(state.state == CANNOT_JOIN for state in states.values())
    applied = _applied(parts, day) if is_barred else {}
    lines = [
        Line(
            treaty.short_title or treaty.title,
            treaty.get_absolute_url(),
            state,
            applied=applied.get(treaty.pk, ""),
        )
        for treaty, state in states.items()
        if not _is_adopted_later(treaty, day)
    ]
    context = {
        "lines": lines, "parties": sum(1 for line in lines if line.state.is_party), "missing": list(_missing(lines)),
        "is_pair": page.is_pair,
    }  # fmt: skip
    return Block("treaties", "Treaties", "legislation/treaties_of_country.html", context, len(lines))


def _missing(lines):
    """Sentences on treaties for the block “What is not recorded”."""
    asked = [line.name for line in lines if line.state.state == NOT_LOOKED_UP]
    open_ = [line.name for line in lines if line.state.state == CANNOT_JOIN and not line.applied]
    if asked:
        yield f"Party or not: not looked up for {', '.join(asked)}"
    if open_:
        yield f"Cannot join, and whether it applies is not recorded: {', '.join(open_)}"


def _applied(parts, day):
    """Sentence on the application to a territory for each treaty with a row about it."""
    names = {part.by.code: part.by.name for part in parts}
    rows = {}
    for part in parts:
        rows.setdefault(part.treaty_id, []).append(row_of(part))
    return {
        treaty: f"{found.sentence}, through {names[found.by]}"
        for treaty, of_treaty in rows.items()
        for found in applications(of_treaty, day)
        if found.is_recorded
    }


def _is_adopted_later(treaty, day):
    return bool(day and treaty.date and treaty.date.first_day > day)
