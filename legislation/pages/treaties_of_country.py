"""Treaties of a country, as the page of its member shows them."""

from baliportal.catalogue.blocks import Block

from ..models import Treaty
from ..treaty_parts import state_records
from ..treaty_state import state_of
from ..treaty_table import Line


def treaties_of_country(country, page):
    """Every treaty by its adoption, and what is known of the country: signed, bound since; two queries."""
    treaties = list(Treaty.objects.published(page.audience).order_by("date", "title", "pk"))
    records, day = state_records(treaties, country), page.question.as_of
    lines = [
        Line(
            treaty.short_title or treaty.title,
            treaty.get_absolute_url(),
            state_of(records[treaty.pk], country.code, day),
        )
        for treaty in treaties
        if not _is_adopted_later(treaty, day)
    ]
    parties = sum(1 for line in lines if line.state.is_party)
    return [Block("treaties", "Treaties", "legislation/treaties_of_country.html",
                  {"lines": lines, "parties": parties}, len(lines))]  # fmt: skip


def _is_adopted_later(treaty, day):
    return bool(day and treaty.date and treaty.date.first_day > day)
