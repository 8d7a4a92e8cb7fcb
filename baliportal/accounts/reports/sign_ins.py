"""Staff report on sign-ins and failed attempts."""

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Text, YesNo
from baliportal.exports.moment_filters import DayFilter, LastDayFilter
from baliportal.exports.moments import MOMENT, moment
from baliportal.exports.plots import Bars
from baliportal.exports.report import Report, count_of, streamed
from baliportal.exports.report_filters import ChoiceFilter, ReportFilters

from ..models import SignIn

UNKNOWN_NAME = "a name that nobody has"


class SignInFilters(ReportFilters):
    """Filters of sign-ins by day, method and outcome."""

    from_day = DayFilter("From", "at")
    to_day = LastDayFilter("To", "at")
    how = ChoiceFilter(SignIn.How.choices, "How", "how")
    outcome = ChoiceFilter([("True", "succeeded"), ("False", "failed")], "How it ended", "success")

    class Meta:
        model = SignIn
        fields = []

    def base_queryset(self):
        return SignIn.objects.select_related("user")


def sign_ins(filters):
    """Report rows, one per attempt, latest first."""
    for sign_in in streamed(filters.qs):
        yield {
            "at": moment(sign_in.at),
            "who": sign_in.user.get_username() if sign_in.user else UNKNOWN_NAME,
            "how": sign_in.get_how_display(),
            "success": sign_in.success,
            "address": sign_in.address or "",
            "agent": sign_in.agent,
        }


def by_person(filters):
    """Plot points per attempt: (user name, outcome, 1)."""
    for sign_in in streamed(filters.qs):
        name = sign_in.user.get_username() if sign_in.user else UNKNOWN_NAME
        yield name, "Succeeded" if sign_in.success else "Failed", 1


SIGN_INS = Report(
    name="sign-ins",
    title="Sign-ins",
    question="Who signed in to the back office or tried to, when, how and from where?",
    rows=sign_ins,
    filters=SignInFilters,
    count=count_of,
    permission="accounts.view_signin",
    key=("at", "who", "how", "success", "address", "agent"),
    plot=Bars("Sign-ins by person", "Who", by_person, ("Succeeded", "Failed")),
    columns=(
        SchemaField("at", "When", Text(), MOMENT, "2026-11-02 09:30"),
        SchemaField("who", "Who", Text(), "The user name. A name that nobody has is not kept.", "ana"),
        SchemaField("how", "How", Text(), "What was shown at the door.", "password and code"),
        SchemaField("success", "Succeeded", YesNo(), "Whether the door opened.", "yes"),
        SchemaField("address", "From", Text(), "The network address it came from.", "192.0.2.7"),
        SchemaField("agent", "Browser", Text(), "What the browser says of itself."),
    ),
)
