"""The report on treaty status per member and treaty: party, signed or left; not a party as of a day; not looked up."""

from functools import cached_property

from django.forms import CheckboxSelectMultiple
from django_filters import ModelMultipleChoiceFilter

from baliportal.catalogue.schema.records import SchemaField, to_record
from baliportal.catalogue.schema.scalars import Choice, Date, Number, Text
from baliportal.catalogue.statuses import Visibility
from baliportal.exports.day_filters import AsOfFilter, KnownFilter
from baliportal.exports.report import PAGE, Report, iso, page
from baliportal.exports.report_filters import ComputedRowsFilter, ReportFilters, TopicFilter

from ..models import Treaty
from ..treaty_parts import state_records
from ..treaty_state import LABELS, state_of
from .coverage import MemberFilter, chosen_members
from .treaty_plot import TreatyPlot


class MatrixMemberFilter(MemberFilter):
    """Members for which rows are made; whatever is chosen, every treaty has rows."""

    def record_test(self, chosen):
        return lambda record: True


class TreatyFilter(ModelMultipleChoiceFilter):
    """Treaties for which rows are made."""

    def __init__(self):
        super().__init__(
            queryset=lambda request: Treaty.objects.published().order_by("title"),
            field_name="slug", to_field_name="slug", label="Treaty", widget=CheckboxSelectMultiple,
        )  # fmt: skip

    def record_test(self, chosen):
        slugs = {treaty.slug for treaty in chosen}
        return lambda record: record["slug"] in slugs


class TreatyMatrixFilters(ReportFilters):
    """Filters of the treaties, and choices of the members and states for which rows are made."""

    country = MatrixMemberFilter(label="Member")
    treaty = TreatyFilter()
    topic = TopicFilter()
    state = ComputedRowsFilter(LABELS.items(), "What is known", "state")
    as_of = AsOfFilter(help_text="Who was a party on that day.")
    known = KnownFilter()

    class Meta:
        model = Treaty
        fields = []

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset).order_by("date", "title", "pk")

    @cached_property
    def treaties(self):
        """The treaties that pass the filters, by the date of their adoption, of the database or of the journal."""
        if not self.question.known:
            return list(self.qs)
        return list(self.known_entries("treaty", lambda record: (record["date"], record["title"])))

    @cached_property
    def records(self):
        """Records of the treaties, by public id."""
        if self.question.known:
            return {treaty.public_id: to_record(treaty, Visibility.PUBLIC) for treaty in self.treaties}
        records = state_records(self.treaties)
        return {treaty.public_id: records[treaty.pk] for treaty in self.treaties}

    @cached_property
    def rows(self):
        """The rows of the report, made once for its plot, its number of rows and its table."""
        states, day = self.chosen("state"), self.question.as_of
        cells = (
            (country, treaty, state_of(self.records[treaty.public_id], country.code, day))
            for country in chosen_members(self)
            for treaty in self.treaties
        )
        return [_row(*cell) for cell in cells if not states or cell[2].state in states]


def members_and_treaties(filters):
    """One row per member and treaty, members by name, treaties by the date of their adoption."""
    return filters.rows


def _row(country, treaty, state):
    return {
        "country": country.name,
        "code": country.code,
        "treaty": treaty.title,
        "short_title": treaty.short_title or treaty.title,
        "state": state.state,
        "words": state.words,
        "signed": iso(state.signed),
        "action": state.act.capitalize() or "None recorded",
        "date": iso(state.since),
        "in_force": iso(state.bound_since),
        "as_of": iso(state.as_of),
        "looked_up": state.rests_on,
        "declarations": sum(1 for act in state.acts if act["reservation_note"]),
        "page": page(treaty),
    }


TREATY_MATRIX = Report(
    name="treaty-matrix",
    title="Treaty status, member by treaty",
    question="Which treaty has each member ratified, joined or only signed, when and by which act; which is it known "
    "not to have joined, as of which day; and what was not looked up?",
    rows=members_and_treaties,
    filters=TreatyMatrixFilters,
    plot=TreatyPlot("Members and treaties"),
    key=("page", "code"),
    columns=(
        SchemaField("country", "Member", Text(), "The member or observer.", "Australia"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "AU", shown=False),
        SchemaField("short_title", "Short title", Text(), "The name people use for the treaty.", "UNTOC"),
        SchemaField("treaty", "Treaty", Text(), "The full title.", shown=False),
        SchemaField("state", "State", Choice(choices=tuple(LABELS.items())), "A party, signed only, left, not a party, "
                    "unable to join, or not looked up.", "party", shown=False),
        SchemaField("words", "In words", Text(), "The same with its day.", "party: ratification, 27 May 2004"),
        SchemaField("signed", "Signed", Date(), "When it signed, as precise as known.", "2000-12-13", shown=False),
        SchemaField("action", "Act", Text(), "The act that gave the state.", "Ratification", shown=False),
        SchemaField("date", "Date of the act", Date(), "When, as precise as known.", "2004-05-27", shown=False),
        SchemaField("in_force", "In force for it", Date(), "From when the treaty binds it; empty where not recorded."),
        SchemaField("as_of", "As of", Date(), "The latest day on which something was learnt.", "2014-01-27"),
        SchemaField("looked_up", "What it rests on", Text(), "An act, a look at this state, a list of acts that is "
                    "complete until a day, or that it was not looked up.", "act of this state"),
        SchemaField("declarations", "Acts with reservations", Number(), "How many of its acts carry a reservation or "
                    "declaration; treaty status has their texts.", "1", shown=False),
        PAGE,
    ),
)  # fmt: skip
