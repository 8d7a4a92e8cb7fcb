"""Provisions of laws that answer articles of treaties, with the status of their law, under a question of days.

Each is (country code, provision, status in words). Of a past day those of laws that were not surely enacted later, and
that had not surely come into force later themselves.
"""

from collections.abc import Iterator

from django.db.models import F
from django.utils.text import capfirst

from baliportal.catalogue.page_question import PageQuestion
from baliportal.catalogue.schema.prefetched import related

from .day_sources import laws_of
from .law_state import NOT_ENACTED, state_of
from .models import Law, Provision
from .partial_records import effects_on, law_record


def provisions_today(countries, treaties, question: PageQuestion) -> Iterator[tuple[str, Provision, str]]:
    """Provisions of the database; one query, two as of a day."""
    rows = Provision.objects.filter(treaty__in=treaties, law__in=Law.objects.published(), law__countries__in=countries)
    rows = list(rows.annotate(code=F("law__countries__code")).select_related("law"))
    effects = effects_on([row.law for row in rows]) if question.as_of else {}
    for row in rows:
        state = state_of(law_record(row.law), question.as_of, effects.get(row.law_id, ()))
        if state.state != NOT_ENACTED and _has_come(row, question.as_of):
            yield row.code, row, state.words if question.as_of else _recorded_status(row.law)


def provisions_known(countries, treaties, question: PageQuestion) -> Iterator[tuple[str, Provision, str]]:
    """Provisions that the portal told of on a day."""
    wanted = {treaty.pk for treaty in treaties}
    for each in laws_of(countries, question=question):
        status = each.state.words if question.as_of else _recorded_status(each.law)
        for row in related(each.law, "provisions"):
            if row.treaty_id in wanted and _has_come(row, question.as_of):
                yield each.code, row, status


def _has_come(provision, day):
    return day is None or not provision.in_force_date or provision.in_force_date.first_day <= day


def _recorded_status(law):
    return capfirst(law.get_legal_status_display())
