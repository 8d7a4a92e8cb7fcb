"""Permission to see or make a saved report, validity of its question, and its addresses."""

from urllib.parse import urlencode

from django.conf import settings

from baliportal.exports.delivery.options import InvalidOption

from .models import SavedReport
from .registry import ALL_REPORTS, find_report, may_see


def visible_saved_reports(user):
    """Saved reports of the reports that this person may see, as a queryset."""
    return SavedReport.objects.filter(report__in=[report.name for report in ALL_REPORTS if may_see(user, report)])


def question_error(saved):
    """Error text of a saved question whose report, filter or column does not exist; '' for a valid one."""
    report = find_report(saved.report)
    if report is None:
        return "The portal has no such report any more."
    filters = report.bind_filters(saved.query)
    if not filters.is_valid():
        return filters.error_text
    try:
        saved.options.select_columns(report.columns)
    except InvalidOption as problem:
        return str(problem)
    return ""


def refusal_reason(saved):
    """The reason why a saved report cannot be made any more, in words; '' when it can."""
    report = find_report(saved.report)
    if report and not (saved.owner.is_active and may_see(saved.owner, report)):
        return f"{saved.owner.get_username()}, who saved it, may not see this report any more."
    return question_error(saved)


def canonical_question(saved):
    """Its query string in canonical order, without parameters that the report does not read; it has to be valid."""
    params = find_report(saved.report).filters.canonical(saved.query).lists()
    return urlencode([*((key, value) for key, values in params for value in values), *saved.options.pairs])


def live_url(saved):
    """Path of the report's page with the same filters and options."""
    return f"{find_report(saved.report).url}{saved.question and '?'}{saved.question}"


def base_url(saved):
    """The portal's base address in files and notices: SITE_URL, or the address at which the report was saved."""
    return settings.SITE_URL or saved.base
