"""The answer to a call for help: the help page, with the help lines of the country that is named."""

from baliportal.catalogue.models import Country
from baliportal.catalogue.statuses import Visibility
from baliportal.search.answers.answer import Answer, Row
from baliportal.search.answers.evidence import sources_of

from ..help_lines.shown_lines import help_lines

PAGE = "/help/"
COLUMNS = ("Help line", "Numbers and addresses", "Hours", "As the source had it", "Check")
MAX_ROWS = 20
#: Themes that people in danger name.
THEMES = frozenset({
    "trafficking-in-persons", "forced-labour", "debt-bondage", "sexual-exploitation", "child-trafficking",
    "forced-marriage", "trafficking-for-forced-criminality", "people-smuggling", "victim-protection",
    "victim-identification", "victim-support", "child-protection", "child-sex-tourism", "child-sexual-exploitation",
    "labour-migration", "refugees-and-protection", "returns-and-reintegration", "irregular-migration",
    "migration-management", "travel-documents", "prevention",
})  # fmt: skip


def call_for_help(question):
    """The way to the help page, and the lines of a country with their sources, dates and checks.

    None where the words are about a theme that nobody calls for help with.
    """
    if any(theme.value not in THEMES for theme in question.all("topic")):
        return None
    named = question.one("country") or question.one("country2")
    country = Country.objects.filter(code=named.value).first() if named else None
    if country is None:
        return Answer(f"Help lines by country, and what to do in danger: {PAGE}", PAGE)
    shown = [one for one in help_lines(Visibility.PUBLIC) if country in one.line.countries.all()][:MAX_ROWS]
    lines = [one.line for one in shown]
    if not lines:
        return Answer(f"No help line is recorded for {country.name}. Help lines that help everywhere: {PAGE}", PAGE)
    days = [str(line.date) for line in lines if line.date]
    number = "1 help line is" if len(lines) == 1 else f"{len(lines)} help lines are"
    text = f"{number} recorded for {country.name}. All, and what to do in danger: {PAGE}"
    return Answer(text, f"{PAGE}#{country.code.lower()}", min(days, default=""), sources_of(*lines)[:5], COLUMNS,
                  [_row(one) for one in shown])  # fmt: skip


def _row(shown):
    numbers = ", ".join(contact.text for contact in shown.contacts) or "not recorded"
    return Row((shown.title, numbers, shown.line.hours or "not recorded", shown.source_date or "day not recorded",
                shown.check.words), shown.url)  # fmt: skip
