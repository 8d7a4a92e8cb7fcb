"""What a saved report asks, and whether it may and can be asked."""

from django.core.exceptions import ValidationError

from baliportal.exports.choices import ChoiceRefused

from .models import SavedReport
from .reports import ALL_REPORTS, may_see, report_called


def seen_by(user):
    """The saved reports on reports that this person may see."""
    return SavedReport.objects.filter(report__in=[report.name for report in ALL_REPORTS if may_see(user, report)])


def check(saved):
    """Raises ValidationError where its filters or its columns make no sense."""
    wanted = report_called(saved.report)
    if wanted is None:
        raise ValidationError({"report": "There is no report of this name."})
    filters = wanted.asked(saved.query)
    if not filters.is_valid():
        raise ValidationError({"question": filters.errors.as_text()})
    try:
        saved.choices.chosen(wanted.columns)
    except ChoiceRefused as problem:
        raise ValidationError({"question": str(problem)}) from problem


def live_url(saved):
    """The page that answers the same question of today."""
    return f"{report_called(saved.report).url}{saved.question and '?'}{saved.question}"
