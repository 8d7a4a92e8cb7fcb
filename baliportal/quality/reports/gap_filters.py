"""Filters of the gap reports, and annotation of entries with the facts they lack, in one query."""

from functools import cached_property

from django.db.models import BooleanField, Case, Count, Q, Value, When
from django.forms import CheckboxSelectMultiple
from django_filters import MultipleChoiceFilter

from baliportal.exports.entry_filters import EntryFilters
from baliportal.exports.sql.aggregates import distinct_rows

from ..expected import all_facts
from .expected import lacking

PREFIX = "lacks_"


def _fact_labels():
    return [(fact.name, fact.label) for fact in all_facts()]


class MissingFilter(MultipleChoiceFilter):
    """Filter to records that lack one of the chosen facts."""

    def __init__(self):
        super().__init__(choices=_fact_labels, label="What is missing", widget=CheckboxSelectMultiple)

    def filter(self, qs, chosen):
        return qs.filter(lacking_any(fact for fact in all_facts() if fact.name in chosen)) if chosen else qs


class GapCountFilters(EntryFilters):
    """Filters of a report on gaps, with the counts that page and plot share."""

    @cached_property
    def counted(self):
        """Return {kind: row} with the number of records and of those that lack each fact; one query."""
        lacks = {missing_flag(fact): Count("pk", filter=Q(**{missing_flag(fact): True})) for fact in all_facts()}
        counted = with_missing_facts(distinct_rows(self.qs)).values("kind")
        totals = counted.annotate(records=Count("pk"), **{f"n_{name}": number for name, number in lacks.items()})
        return {row["kind"]: row for row in totals}

    def number(self, kind, fact):
        """Return the number of records of a kind that lack a fact."""
        return self.counted[kind][f"n_{missing_flag(fact)}"]


class GapFilters(GapCountFilters):
    missing = MissingFilter()


def missing_flag(fact):
    """Return the annotation that is true for records that lack the fact."""
    return PREFIX + fact.name.replace("-", "_")


def with_missing_facts(entries):
    """Annotate entries with a boolean for every fact they may lack."""
    return entries.annotate(
        **{
            missing_flag(fact): Case(
                When(lacking(fact), then=Value(True)), default=Value(False), output_field=BooleanField()
            )
            for fact in all_facts()
        }
    )


def lacking_any(facts):
    """Return the condition that a record lacks at least one of the facts."""
    condition = Q(pk__in=[])
    for fact in facts:
        condition |= lacking(fact)
    return condition
