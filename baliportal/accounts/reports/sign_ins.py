"""Who signed in or tried to."""

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Text, YesNo
from baliportal.exports.moments import MOMENT, moment
from baliportal.exports.plots import Bars
from baliportal.exports.report import Report, count_of, streamed
from baliportal.exports.report_filters import ChoiceFilter, DayFilter, LastDayFilter, ReportFilters

from ..models import SignIn

NOBODY = "a name that nobody has"


class SignInFilters(ReportFilters):
    """Sign-ins from one day to another; housekeeping removes old ones."""

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
    """One row per attempt, the latest first."""
    for each in streamed(filters.qs):
        yield {
            "at": moment(each.at),
            "who": each.user.get_username() if each.user else NOBODY,
            "how": each.get_how_display(),
            "success": each.success,
            "address": each.address or "",
            "agent": each.agent,
        }


def by_person(filters):
    """How often each signed in, and how often that failed."""
    for each in streamed(filters.qs):
        name = each.user.get_username() if each.user else NOBODY
        yield name, "Succeeded" if each.success else "Failed", 1


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
