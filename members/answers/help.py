"""The answer to a call for help: the help page, with the help lines of the country that is named."""

from baliportal.catalogue.kinds import find
from baliportal.catalogue.models import Country
from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row
from baliportal.search.answers.evidence import sources_of

PAGE, KIND = "/help/", "help-line"
COLUMNS = ("Help line", "Number or address", "Hours", "Source of", "Checked")
MAX_ROWS = 20


def help_lines(question):
    """The way to the help page; None while the portal holds no help lines."""
    kind = find(KIND)
    if kind is None:
        return None
    named = question.one("country") or question.one("country2")
    country = Country.objects.filter(code=named.value).first() if named else None
    found = kind.model.objects.published().filter(countries=country) if country else kind.model.objects.none()
    lines = list(found.order_by("title").prefetch_related("contacts")[:MAX_ROWS])
    if country and lines:
        text = f"Help lines that are recorded for {country.name}: {len(lines)}. All, by country: {PAGE}"
        return Answer(text, f"{PAGE}#{country.code.lower()}", _as_of(lines), sources_of(*lines)[:5], COLUMNS,
                      [_row(line) for line in lines])  # fmt: skip
    missing = f"No help line is recorded for {country.name}. " if country else ""
    return Answer(f"{missing}Help lines by country, and what to do in danger: {PAGE}", PAGE)


def _row(line):
    contacts = ", ".join(contact.address for contact in line.contacts.all()) or "not recorded"
    checked = f"{line.verified_on:%-d %B %Y}" if line.verified_on else "not checked by the secretariat"
    return Row((line.title, contacts, line.hours or "not recorded", in_words(line.date) or "not recorded", checked),
               line.get_absolute_url())  # fmt: skip


def _as_of(lines):
    """The date of the oldest source: every number is known at least since then."""
    return str(min((line.date for line in lines if line.date), default=""))
