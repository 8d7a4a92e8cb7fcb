"""Report "Editorial activity": changes by month and person or program."""

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Number, Text
from baliportal.exports.plots import Bars
from baliportal.exports.report import Report

from .filters import ChangeFilters

VERBS = dict(Change.Verb.choices)


def activity(filters):
    """Yield one row per month and person or program, the latest month first."""
    rows = filters.qs.order_by().annotate(month=TruncMonth("at")).values("month", "who").annotate(
        acts=Count("pk"), records=Count("subject", distinct=True),
        **{verb: Count("pk", filter=Q(verb=verb)) for verb in VERBS},
    )  # fmt: skip
    for row in rows.order_by("-month", "who").iterator():
        yield row | {"month": f"{row['month']:%Y-%m}"}


def by_person(filters):
    """Yield the number of changes by person or program, the largest first."""
    rows = filters.qs.order_by().values_list("who").annotate(acts=Count("pk")).order_by("-acts", "who")
    for who, acts in rows:
        yield who, "Acts", acts


EDITORIAL_ACTIVITY = Report(
    name="editorial-activity",
    title="Editorial activity",
    question="Who did how much in the back office, month by month?",
    rows=activity,
    filters=ChangeFilters,
    permission="catalogue.view_change",
    key=("month", "who"),
    plot=Bars("Acts by person or program", "By", by_person),
    columns=(
        SchemaField("month", "Month", Date(), "The month, in UTC.", "2026-11"),
        SchemaField("who", "Who", Text(), "The person's user name, or the name of the program.", "ana"),
        SchemaField(
            "acts", "Acts", Number(), "How many acts the journal has; one act may change several fields.", "42"
        ),
        SchemaField(
            "records", "Records", Number(), "How many records and terms they were about, each counted once.", "17"
        ),
        *(
            SchemaField(
                verb, label.capitalize(), Number(), f"How many of the acts are of this kind: {label.lower()}.", "3"
            )
            for verb, label in VERBS.items()
        ),
    ),
)
