"""The filters of the reports on gaps, and the records that lack something, asked of the database in one go."""

from functools import cached_property

from django.db.models import BooleanField, Case, Count, Q, Value, When
from django_filters import MultipleChoiceFilter

from baliportal.exports.entry_filters import EntryFilters
from baliportal.exports.report_filters import SEVERAL
from baliportal.exports.sql.aggregates import distinct_rows

from ..expected import all_facts
from .expected import lacking

PREFIX = "lacks_"


def _fact_labels():
    return [(fact.name, fact.label) for fact in all_facts()]


class MissingFilter(MultipleChoiceFilter):
    """Records that lack one of the chosen facts."""

    def __init__(self):
        super().__init__(choices=_fact_labels, label="What is missing", help_text=SEVERAL)

    def filter(self, qs, chosen):
        return qs.filter(any_of(fact for fact in all_facts() if fact.name in chosen)) if chosen else qs


class GapCountFilters(EntryFilters):
    @cached_property
    def counted(self):
        """How many records there are of each kind and how many lack which fact, counted once for page and plot."""
        lacks = {column(fact): Count("pk", filter=Q(**{column(fact): True})) for fact in all_facts()}
        counted = told(distinct_rows(self.qs)).values("kind")
        totals = counted.annotate(records=Count("pk"), **{f"n_{name}": number for name, number in lacks.items()})
        return {row["kind"]: row for row in totals}

    def number(self, kind, fact):
        return self.counted[kind][f"n_{column(fact)}"]


class GapFilters(GapCountFilters):
    missing = MissingFilter()


def column(fact):
    """The name under which a query says that a record lacks it."""
    return PREFIX + fact.name.replace("-", "_")


def told(entries):
    """Entries, each with true or false for every fact that it may lack."""
    return entries.annotate(
        **{
            column(fact): Case(When(lacking(fact), then=Value(True)), default=Value(False), output_field=BooleanField())
            for fact in all_facts()
        }
    )


def any_of(facts):
    """The condition that a record lacks one of these facts."""
    condition = Q(pk__in=[])
    for fact in facts:
        condition |= lacking(fact)
    return condition
