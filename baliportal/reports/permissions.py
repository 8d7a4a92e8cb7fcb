"""What a saved report asks, and whether it may and can be asked."""

from urllib.parse import urlencode

from django.conf import settings

from baliportal.exports.delivery.options import InvalidOption

from .models import SavedReport
from .registry import ALL_REPORTS, may_see, report_called


def seen_by(user):
    """The saved reports on reports that this person may see."""
    return SavedReport.objects.filter(report__in=[report.name for report in ALL_REPORTS if may_see(user, report)])


def what_is_wrong(saved):
    """Why its question makes no sense, in words: a report, a filter or a column that there is not; '' where it does."""
    wanted = report_called(saved.report)
    if wanted is None:
        return "The portal has no such report any more."
    filters = wanted.asked(saved.query)
    if not filters.is_valid():
        return filters.wrong
    try:
        saved.choices.chosen(wanted.columns)
    except InvalidOption as problem:
        return str(problem)
    return ""


def why_not(saved):
    """Why it cannot be made any more, in words; '' where it can."""
    wanted = report_called(saved.report)
    if wanted and not (saved.owner.is_active and may_see(saved.owner, wanted)):
        return f"{saved.owner.get_username()}, who saved it, may not see this report any more."
    return what_is_wrong(saved)


def canonical_question(saved):
    """Its question without what no report reads, in the order in which addresses have it; it has to make sense."""
    chosen = report_called(saved.report).filters.canonical(saved.query).lists()
    return urlencode([*((key, value) for key, values in chosen for value in values), *saved.choices.pairs])


def live_url(saved):
    """The page that answers the same question of today."""
    return f"{report_called(saved.report).url}{saved.question and '?'}{saved.question}"


def base_of(saved):
    """The portal's own address in what is made of it: SITE_URL, or that by which it was saved."""
    return settings.SITE_URL or saved.base
