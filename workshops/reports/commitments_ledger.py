"""The ledger of commitments: what was asked of whom, by when, what followed, what is open."""

from django.db.models import Prefetch, Q
from django.forms import CheckboxSelectMultiple
from django_filters import ModelMultipleChoiceFilter

from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import is_visible_to
from baliportal.catalogue.schema.scalars import Date, Number, Text
from baliportal.catalogue.statuses import Visibility
from baliportal.exports.plots import Columns
from baliportal.exports.report import (
    PAGE,
    VERIFICATION,
    Report,
    count_of,
    iso,
    label,
    name,
    names,
    page,
    source,
    streamed,
    verification,
)
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters, TopicFilter
from baliportal.exports.sql.aggregates import per_year
from baliportal.exports.year_filters import LastYearFilter, YearFilter

from ..commitments.ledger import NO_FOLLOW_UP, answered_by, due_in_words
from ..commitments.models import Commitment, FollowUp
from ..commitments.records import ADDRESSEES
from ..models import Workshop


def meetings_with_commitments(request):
    """Published meetings that a published commitment comes from, the newest first."""
    asked = Commitment.objects.published().order_by().values("meeting")
    return Workshop.objects.published().filter(pk__in=asked).order_by("-date", "title")


class MeetingFilter(ModelMultipleChoiceFilter):
    """Filter by meeting; offers those that asked for something."""

    def __init__(self):
        super().__init__(
            queryset=meetings_with_commitments, to_field_name="slug", label="Meeting", widget=CheckboxSelectMultiple
        )

    def filter(self, qs, chosen):
        return qs.filter(meeting__in=[meeting.pk for meeting in chosen]) if chosen else qs


class AskedCountryFilter(CountryFilter):
    """Filter by a country that is asked by name, or that is named in a follow-up whose record everybody may see."""

    def __init__(self):
        super().__init__("countries", label="Country asked, or that followed it up")

    def countries_with_rows(self):
        return super().countries_with_rows() | Q(commitments_followed_up__in=public_follow_ups())

    def filter(self, qs, chosen):
        visible = {"country__in": chosen, "target__in": Entry.objects.published()}
        return qs.filter(Q(countries__in=chosen) | answered_by(**visible)).distinct() if chosen else qs


def public_follow_ups():
    """Follow-ups to records that everybody may see, of commitments that everybody may see."""
    return FollowUp.objects.filter(
        target__in=Entry.objects.published(), commitment__in=Commitment.objects.published().order_by().values("pk")
    )


class LedgerFilters(ReportFilters):
    country = AskedCountryFilter()
    topic = TopicFilter()
    meeting = MeetingFilter()
    state = ChoiceFilter(Commitment.State.choices, "State", "state")
    type = ChoiceFilter(ADDRESSEES, "Asked of", "type")
    from_year = YearFilter("From the year")
    to_year = LastYearFilter("To the year")

    class Meta:
        model = Commitment
        fields = []


def ledger(filters):
    """One row per commitment, the newest first."""
    rows = filters.qs.select_related("meeting", "document").order_by("-date", "title", "pk")
    follow_ups = Prefetch("follow_ups", FollowUp.objects.select_related("target", "country"))
    for commitment in streamed(rows, "countries", "organisations", "topics", follow_ups):
        visible = [part for part in commitment.follow_ups.all() if is_visible_to(part.target, Visibility.PUBLIC)]
        yield {
            "title": commitment.title,
            "asked_of": commitment.type_label,
            "addressee": commitment.addressee,
            "countries": names(commitment.countries.all()),
            "organisations": names(commitment.organisations.all()),
            "due": due_in_words(commitment),
            "meeting": name(commitment.meeting),
            "document": name(commitment.document),
            "paragraph": commitment.paragraph,
            "date": iso(commitment.date),
            "state": label(commitment, "state"),
            "as_of": iso(commitment.as_of),
            "follow_ups": len(visible),
            "followed": "; ".join(map(_in_words, visible)) or NO_FOLLOW_UP,
            "still_open": commitment.still_open,
            "themes": names(commitment.topics.all()),
            "source": source(commitment),
            **verification(commitment),
            "page": page(commitment),
        }


def _in_words(part):
    """One follow-up: "First Meeting of the Task Force (2017-01-27)", with the country that acted, if one did."""
    aside = ", ".join(filter(None, [iso(part.date), part.country and part.country.name]))
    return f"{part.target.title} ({aside})" if aside else part.target.title


COMMITMENTS_LEDGER = Report(
    name="commitments-ledger",
    title="Ledger of commitments",
    question="What did declarations, statements and strategies ask of whom, by when, what followed, and what is still "
    "open?",
    rows=ledger,
    filters=LedgerFilters,
    count=count_of,
    plot=Columns(
        "Commitments per year of their document, by state", "commitments", per_year(Commitment.State.choices, "state")
    ),
    columns=(
        SchemaField("title", "Commitment", Text(), "What is asked, in short."),
        SchemaField("asked_of", "Asked of", ExpectedText(), "The class of those who are asked.", "All members"),
        SchemaField("addressee", "In words", Text(), "The body that is asked.", "Ad Hoc Group"),
        SchemaField("countries", "Countries asked", Text(), "Those asked by name."),
        SchemaField("organisations", "Organisations asked", Text(), "Those asked by name."),
        SchemaField("due", "By when", Text(), "By when it is to be done; empty where no time is set.", "2016"),
        SchemaField("meeting", "Meeting", Text(), "The meeting that decided it."),
        SchemaField("document", "Document", Text(), "The document that says it."),
        SchemaField("paragraph", "Paragraph", Text(), "Where in the document it stands.", "Paragraph 3"),
        SchemaField("date", "Date", Date(), "Of the document or meeting, as precise as known.", "2016-03-23"),
        SchemaField("state", "State", Text(), "How far it is, by the editors of this portal.", "In progress"),
        SchemaField("as_of", "State as of", Date(), "The day or year for which the state is told.", "2025"),
        SchemaField("follow_ups", "Follow-ups", Number(), "How many records of what followed are named.", "3"),
        SchemaField("followed", "What followed", Text(), "Each record with its date and the country that acted.",
                    "no follow-up recorded"),
        SchemaField("still_open", "What is still open", ExpectedText(), "What is not done, as far as known."),
        SchemaField("themes", "Themes", ExpectedText(), "What it is about."),
        SchemaField("source", "Source", ExpectedText(), "Where these facts come from."),
        *VERIFICATION,
        PAGE,
    ),
)  # fmt: skip
