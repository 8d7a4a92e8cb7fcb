"""The report on articles of treaties and the provisions of laws that answer them, member by member."""

import re
from functools import cached_property, partial

from django.db.models import prefetch_related_objects
from django.forms import CheckboxSelectMultiple
from django_filters import ModelMultipleChoiceFilter

from baliportal.catalogue.journal.known import KnownEntries
from baliportal.catalogue.languages import language_name
from baliportal.catalogue.page_question import TODAY, PageQuestion
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, Day, Text, Url
from baliportal.exports.day_filters import AsOfRowsFilter, KnownFilter
from baliportal.exports.plots import Mark, Matrix
from baliportal.exports.report import PAGE, Report, iso, page
from baliportal.exports.report_filters import ComputedRowsFilter, ReportFilters

from ..day_sources import checks_of
from ..models import CoverageCheck, Treaty, TreatyArticle
from ..natural_order import natural_key
from ..provision_sources import provisions_known, provisions_today
from .coverage import MemberFilter, chosen_members, member_urls

RECORDED, NOT_RECORDED = "recorded", "not-recorded"
STATES = {
    RECORDED: "recorded",
    "confirmed-none": "confirmed: none",
    "disputed": "disputed",
    NOT_RECORDED: "nothing recorded",
}
_ARTICLE = re.compile(r"\d+(?: ?(?:bis|ter|quater))?")


class ProvisionFilters(ReportFilters):
    """Filters of the treaties whose articles are recorded, and choices of the members and states that have rows."""

    country = MemberFilter(label="Member")
    treaty = ModelMultipleChoiceFilter(
        queryset=lambda request: with_articles().order_by("title"),
        field_name="slug", to_field_name="slug", label="Treaty", widget=CheckboxSelectMultiple,
    )  # fmt: skip
    subject = ComputedRowsFilter(TreatyArticle.Subject.choices, "Subject of the article", "subject")
    state = ComputedRowsFilter(STATES.items(), "What is recorded", "state")
    as_of = AsOfRowsFilter(help_text="Provisions of laws enacted by that day, and in force by then as far as recorded.")
    known = KnownFilter()

    class Meta:
        model = Treaty
        fields = []

    def base_queryset(self):
        return with_articles()

    @cached_property
    def rows(self):
        """The rows under the filters: matrix and table share them."""
        return list(_answers(self))

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset).order_by("date", "title", "pk")


def with_articles():
    """The published treaties with recorded articles."""
    return Treaty.objects.published().filter(pk__in=TreatyArticle.objects.values("treaty"))


def answers(filters):
    """The rows under the filters, see `answers_of`."""
    return iter(filters.rows)


def _answers(filters):
    subjects, states = filters.chosen("subject"), filters.chosen("state")
    for row in answers_of(list(chosen_members(filters)), list(filters.qs), filters.question):
        if (not subjects or row["subject"] in subjects) and (not states or row["state"] in states):
            yield row


def answers_of(countries, treaties, question: PageQuestion = TODAY):
    """One row per member, article and provision that answers it; an article that none answers has one row too.

    The treaties and their articles are those of today, or those that this portal knew of on a day.
    """
    treaties = _known_treaties(treaties, question.known) if question.known else treaties
    if not question.known:
        prefetch_related_objects(treaties, "articles")
    provisions, checks = _provisions(countries, treaties, question), _checks(countries, question)
    for country in countries:
        for treaty in treaties:
            for article in _articles(treaty, provisions):
                found = provisions.get((country.code, treaty.pk, article.number), [])
                rows = _rows(found, checks.get((country.code, f"{treaty.slug}/{article.number}")))
                about = _about(country, treaty, article)
                yield from (about | row for row in rows)


def _known_treaties(treaties, day):
    """Return the treaties that the portal told of on a day, as it told of them, in their order."""
    order = [treaty.pk for treaty in treaties]
    known = KnownEntries("treaty", day, among=Treaty.objects.filter(pk__in=order))
    return sorted(known, key=lambda treaty: order.index(treaty.pk))


def _provisions(countries, treaties, question):
    """Provisions of published laws by (country code, treaty pk, article number), each with the words for its law's
    status, in the order of the law.

    A provision that answers article 5(1) stands under article 5.
    """
    found = {}
    for code, provision, status in (provisions_known if question.known else provisions_today)(
        countries, treaties, question
    ):
        number = _ARTICLE.search(provision.article)
        key = code, provision.treaty_id, number[0] if number else provision.article
        found.setdefault(key, []).append((provision, status))
    return {key: sorted(pairs, key=_place) for key, pairs in found.items()}


def _place(pair):
    provision, _ = pair
    return provision.law.legal_status == "repealed", provision.law.title, natural_key(provision.pinpoint)


def _articles(treaty, provisions):
    """The articles of a treaty, with those that only a provision names, by number."""
    articles = {article.number: article for article in related(treaty, "articles")}
    named = {number for _, pk, number in provisions if pk == treaty.pk} - articles.keys()
    articles |= {number: TreatyArticle(number=number) for number in named}
    return sorted(articles.values(), key=lambda article: natural_key(article.number))


def _checks(countries, question):
    """Checks of single articles, which name treaty and article as what was looked for."""
    return {(code, of): check for (code, _, of), check in checks_of(countries, question).items()}


def _about(country, treaty, article):
    return {
        "country": country.name,
        "code": country.code,
        "treaty": treaty.short_title or treaty.title,
        "article": article.number,
        "heading": article.heading,
        "asks": article.asks,
        "subject": article.subject,
    }


def _rows(provisions, check):
    """The rows of one member and article: a provision each, or what a check found."""
    disputed = check is not None and check.state == CoverageCheck.State.DISPUTED
    if provisions:
        state = "disputed" if disputed else RECORDED
        return [_provision(provision, status, check, state) for provision, status in provisions]
    state = check.state if check is not None and check.state in STATES else NOT_RECORDED
    return [_EMPTY | _checked(check, state if state != RECORDED else NOT_RECORDED)]


def _checked(check, state):
    return {
        "state": state,
        "checked_on": iso(check.checked_on) if check else "",
        "checked_by": check.checked_by if check else "",
    }


def _provision(provision, status, check, state):
    law = provision.law
    return _checked(check, state) | {
        "law": law.title,
        "number": law.number,
        "status": status,
        "pinpoint": provision.pinpoint,
        "text": provision.text,
        "language": language_name(provision.language) if provision.language else "",
        "translation": provision.translation,
        "note": provision.note,
        "source": provision.source_url,
        "page": page(law),
    }


_ABOUT_LAW = "law", "number", "status", "pinpoint", "text", "language", "translation", "note", "source", "page"
_EMPTY = dict.fromkeys(_ABOUT_LAW, "")


def marks(filters):
    """Cells of the matrix: how many provisions answer an article, and which."""
    cells = {}
    for row in answers(filters):
        cells.setdefault((row["country"], f"{row['treaty']}, {row['article']}"), []).append(row)
    for (country, article), rows in cells.items():
        yield country, article, _mark(rows)


def _mark(rows):
    state, places = rows[0]["state"], [f"{row['law']}, {row['pinpoint']}" for row in rows if row["law"]]
    text = {"disputed": "!", "confirmed-none": "–", NOT_RECORDED: "?"}.get(state, str(len(places)))
    return Mark(text, "; ".join([STATES[state].capitalize(), *places]), state, explained=state == NOT_RECORDED)


PROVISIONS_BY_ARTICLE = Report(
    name="provisions-by-article",
    title="Treaty articles, and the laws that answer them",
    question="Which provision of whose law answers which article of the two protocols on trafficking and smuggling? "
    "Places are a first list from general knowledge of these laws: most were not compared with their texts, none was "
    "checked by the secretariat.",
    rows=answers,
    filters=ProvisionFilters,
    plot=Matrix(
        "Members and articles", "Member", marks,
        legend=(
            Mark("2", "So many provisions are recorded", RECORDED), Mark("–", "Confirmed: none", "confirmed-none"),
            Mark("!", "Disputed: sources disagree", "disputed"),
            Mark("?", "Nothing recorded in this portal", NOT_RECORDED),
        ),
        note="A member leads to its provisions in words.",
        row_urls=partial(member_urls, report="provisions-by-article"), names_empty_rows=True,
        follows_days=True,
    ),
    key=("code", "treaty", "article", "page", "pinpoint", "language"),
    columns=(
        SchemaField("country", "Member", Text(), "The member or observer.", "Malaysia"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "MY"),
        SchemaField("treaty", "Treaty", Text(), "The name people use.", "Trafficking in Persons Protocol"),
        SchemaField("article", "Article", Text(), "Its number.", "5"),
        SchemaField("heading", "Heading", Text(), "Its heading in the treaty.", "Criminalization"),
        SchemaField("asks", "What it asks", Text(), "What it asks of states, in the portal's words."),
        SchemaField("subject", "Subject", Choice(choices=tuple(TreatyArticle.Subject.choices)),
                    "What the article is about.", "criminalisation"),
        SchemaField("state", "What is recorded", Choice(choices=tuple(STATES.items())), "Nothing recorded says nothing "
                    "of whether there is such a provision.", "recorded"),
        SchemaField("law", "Law", Text(), "The title of the law."),
        SchemaField("number", "Number", Text(), "The number of the law.", "Act 670"),
        SchemaField("status", "Legal status", Text(), "Of the law; empty when not known."),
        SchemaField("pinpoint", "Place", Text(), "Where in the law.", "s 12"),
        SchemaField("text", "Text", Text(), "The text itself, where it is recorded."),
        SchemaField("language", "Language", Text(), "The language of the text."),
        SchemaField("translation", "Translation", Text(), "The text in English, where it is recorded."),
        SchemaField("note", "Note", Text(), "What else is said of it."),
        SchemaField("source", "Source", Url(), "Where this is said."),
        SchemaField("checked_on", "Checked on", Day(), "When somebody looked for provisions on this article."),
        SchemaField("checked_by", "Checked by", Text(), "In which role."), PAGE,
    ),
)  # fmt: skip
