"""The treaties that a law ratifies, with what the record of each says of the state whose law it is."""

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.journal.known import KnownEntries
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.records import to_record

from ..models import Treaty
from ..treaty_parts import state_records
from ..treaty_state import state_of
from ..treaty_table import Line

TITLE = "Treaties ratified by this law"


def ratified_by(page):
    """The block, of a law that ratifies any treaty that the audience may see; two queries, none for another law."""
    slugs = [row["target"].partition("/")[2] for row in page.record["relations"] if row["relation"] == "ratifies"]
    if not slugs:
        return []
    treaties = Treaty.objects.published(page.audience).filter(slug__in=slugs).order_by("date", "title")
    rows = [row for treaty, record in _records(treaties, page) for row in _rows(treaty, record, page)]
    return [Block("ratified", TITLE, "legislation/ratified.html", {"rows": rows}, len(rows))] if rows else []


def _records(treaties, page):
    """Each treaty with the part of its record that tells who is a party, on the day whose knowledge is shown."""
    if page.question.known:
        known = KnownEntries("treaty", page.question.known, page.audience, among=treaties)
        return [(treaty, to_record(treaty, page.audience)) for treaty in known]
    found = list(treaties)
    records = state_records(found)
    return [(treaty, records[treaty.pk]) for treaty in found]


def _rows(treaty, record, page):
    for country in related(page.entry, "countries"):
        line = Line(treaty.title, treaty.get_absolute_url(), state_of(record, country.code, page.question.as_of))
        yield {"line": line, "state": country.name}
