"""The report on treaty status per member and treaty: signed, joined or left, and when."""

from django_filters import ModelMultipleChoiceFilter

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, Date, Number, Text
from baliportal.exports.plots import Mark, Matrix
from baliportal.exports.report import PAGE, Report, iso, label, page
from baliportal.exports.report_filters import SEVERAL, ComputedRowsFilter, ReportFilters, TopicFilter

from ..models import Treaty, TreatyAction
from .coverage import MemberFilter, members

ACTIONS = TreatyAction.Action
LEFT = "left"
STATES = {
    "joined": "ratified or joined",
    "signed": "signed only",
    LEFT: "left",
    "not-recorded": "nothing recorded",
}
LETTERS = {
    ACTIONS.RATIFICATION: "R", ACTIONS.ACCESSION: "A", ACTIONS.ACCEPTANCE: "Ac", ACTIONS.APPROVAL: "Ap",
    ACTIONS.SUCCESSION: "Su", ACTIONS.SIGNATURE: "s", ACTIONS.DENUNCIATION: "D",
}  # fmt: skip


class TreatyMatrixFilters(ReportFilters):
    """Filters of the treaties, and choices of the members and states for which rows are made."""

    country = MemberFilter(label="Member")
    treaty = ModelMultipleChoiceFilter(
        queryset=lambda request: Treaty.objects.published().order_by("title"),
        field_name="slug", to_field_name="slug", label="Treaty", help_text=SEVERAL,
    )  # fmt: skip
    topic = TopicFilter()
    state = ComputedRowsFilter(STATES.items(), "What is recorded", "state")

    class Meta:
        model = Treaty
        fields = []

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset).order_by("date", "title", "pk")


def members_and_treaties(filters):
    """One row per member and treaty, members by name, treaties by the date of their adoption."""
    chosen, states = filters.chosen("country"), filters.chosen("state")
    countries = members().filter(pk__in=[country.pk for country in chosen]) if chosen else members()
    treaties = list(filters.qs)
    actions = _actions(treaties)
    for country in countries:
        for treaty in treaties:
            row = _row(country, treaty, actions.get((country.pk, treaty.pk), []))
            if not states or row["state"] in states:
                yield row


def _actions(treaties):
    """Actions per country and treaty, by date: {(country pk, treaty pk): actions}."""
    actions = {}
    for action in TreatyAction.objects.filter(treaty__in=treaties).order_by("date", "pk"):
        actions.setdefault((action.country_id, action.treaty_id), []).append(action)
    return actions


def _row(country, treaty, actions):
    signed = next((action for action in actions if action.action == ACTIONS.SIGNATURE), None)
    others = [action for action in actions if action.action != ACTIONS.SIGNATURE]
    latest = others[-1] if others else None
    return {
        "country": country.name,
        "code": country.code,
        "treaty": treaty.title,
        "short_title": treaty.short_title,
        "state": _state(latest, signed),
        "signed": iso(signed and signed.date),
        "action": label(latest, "action") if latest else "",
        "date": iso(latest and latest.date),
        "in_force": iso(latest and latest.in_force_date),
        "declarations": sum(1 for action in actions if action.reservation_note),
        "page": page(treaty),
    }


def _state(latest, signed):
    if latest:
        return LEFT if latest.action == ACTIONS.DENUNCIATION else "joined"
    return "signed" if signed else "not-recorded"


def marks(filters):
    """Cells of the matrix: a letter for the kind of action, the action and its date in words."""
    letters = {kind.label.capitalize(): LETTERS[kind] for kind in ACTIONS}
    for row in members_and_treaties(filters):
        action, date = _last(row)
        words = f"{action} {date or '(day not recorded)'}" if action else "Nothing recorded"
        yield row["country"], row["short_title"] or row["treaty"], Mark(letters.get(action, ""), words, row["state"])


def _last(row):
    """The act that the cell shows and its date: the latest one that binds or unbinds, else the signature."""
    if row["action"] or row["state"] == "not-recorded":
        return row["action"], row["date"]
    return "Signature", row["signed"]


TREATY_MATRIX = Report(
    name="treaty-matrix",
    title="Treaty status, member by treaty",
    question="Which treaty has each member ratified, joined or only signed, when and by which act; where is nothing "
    "recorded? Acts of later years may be missing here.",
    rows=members_and_treaties,
    filters=TreatyMatrixFilters,
    plot=Matrix(
        "Members and treaties", "Member", marks,
        legend=(
            Mark("R", "Ratification", "joined"), Mark("A", "Accession", "joined"), Mark("Ac", "Acceptance", "joined"),
            Mark("Ap", "Approval", "joined"), Mark("Su", "Succession", "joined"),
            Mark("s", "Only a signature is recorded", "signed"),
            Mark("D", "Denunciation: it left", LEFT), Mark("", "Nothing recorded in this portal", "not-recorded"),
        ),
    ),
    key=("page", "code"),
    columns=(
        SchemaField("country", "Member", Text(), "The member or observer.", "Australia"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "AU"),
        SchemaField("short_title", "Short title", Text(), "The name people use for the treaty.", "UNTOC"),
        SchemaField("treaty", "Treaty", Text(), "The full title."),
        SchemaField("state", "What is recorded", Choice(choices=tuple(STATES.items())), "Ratified or joined: an act by "
                    "which a state binds itself is recorded. Nothing recorded says nothing of whether it is a party.",
                    "joined"),
        SchemaField("signed", "Signed", Date(), "When it signed, as precise as known.", "2000-12-13"),
        SchemaField("action", "Latest act", Text(), "The latest act recorded other than signature.", "Ratification"),
        SchemaField("date", "Date of the act", Date(), "When, as precise as known.", "2004-05-27"),
        SchemaField("in_force", "In force for it", Date(), "From when the treaty binds it."),
        SchemaField("declarations", "Acts with reservations", Number(), "How many of its acts carry a reservation or "
                    "declaration; treaty status has their texts.", "1"),
        PAGE,
    ),
)  # fmt: skip
