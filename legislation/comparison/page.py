"""Context of the comparison page."""

from dataclasses import replace
from functools import cached_property

from baliportal.catalogue.models import Topic
from baliportal.catalogue.page_question import TODAY
from baliportal.catalogue.record_days import RecordDays

from ..reports.coverage import members
from ..reports.provisions import with_articles
from . import articles, themes
from .request import FEWEST, MOST, ComparisonRequest


class ComparisonPage:
    """View model of a comparison: the form, one of two tables, its files, or what is wrong.

    It tells of what is published for everybody, to signed-in people too, as the reports behind it do.
    """

    def __init__(self, asked: ComparisonRequest, base: str = "", wrong_day: str = ""):
        self.asked, self._wrong_day = asked, wrong_day
        self.days = RecordDays(("as_of", "known"), asked.days, "/compare/", base)

    @cached_property
    def _members(self):
        return {country.code: country for country in members()}

    @cached_property
    def _topics(self):
        return {topic.slug: topic for topic in Topic.objects.select_related("parent")}

    @cached_property
    def _treaties(self):
        return {treaty.slug: treaty for treaty in with_articles().order_by("date", "title")}

    @property
    def member_choices(self):
        return [
            {"value": code.lower(), "label": country.name, "chosen": code in self.asked.countries}
            for code, country in self._members.items()
        ]

    @property
    def treaty_choices(self):
        return [
            {"value": slug, "label": treaty.short_title or treaty.title, "chosen": slug == self.asked.treaty}
            for slug, treaty in self._treaties.items()
        ]

    @property
    def topic_choices(self):
        return [
            {"value": slug, "label": topic.label, "chosen": slug == self.asked.topic, "narrower": topic.parent_id}
            for slug, topic in self._topics.items()
        ]

    @cached_property
    def problem(self) -> str:
        """The error of the request, in a sentence; '' for none."""
        return self._wrong_day or self._wrong_choice

    @property
    def _wrong_choice(self):
        unknown = [code for code in self.asked.countries if code not in self._members]
        if unknown:
            return f"There is no member with the code “{unknown[0]}”."
        if len(self.asked.countries) > MOST:
            return f"Choose {FEWEST} to {MOST} members; {len(self.asked.countries)} are chosen."
        if self.asked.treaty and self.asked.treaty not in self._treaties:
            return f"There is no treaty “{self.asked.treaty}” whose articles are recorded."
        if self.asked.topic and self.asked.topic not in self._topics:
            return f"There is no theme “{self.asked.topic}”."
        return ""

    @property
    def missing(self) -> str:
        """The choice that is still to be made, in a sentence; '' for none."""
        if len(self.asked.countries) < FEWEST:
            return f"Choose {FEWEST} to {MOST} members."
        return "" if self.asked.treaty or self.asked.topic else "Choose a treaty or a theme."

    @property
    def is_complete(self) -> bool:
        return not self.problem and not self.missing

    @cached_property
    def treaty(self):
        return self._treaties.get(self.asked.treaty)

    @cached_property
    def topic(self):
        return self._topics.get(self.asked.topic)

    @property
    def title(self) -> str:
        if not self.is_complete:
            return "Compare members"
        *others, last = [country.name for country in self._countries]
        subject = (self.treaty.short_title or self.treaty.title) if self.treaty else self.topic.label
        return f"{', '.join(others)} and {last}: {subject}"

    @property
    def notes(self):
        """The banner of a comparison of another day, with a link to that of today."""
        if not self.asked.days.is_of_another_day:
            return []
        text = f"{self.asked.days.days_in_words}."
        today = f"/compare/?{replace(self.asked, days=TODAY).query}"
        return [{"text": text, "tone": "day", "url": today, "link": "The comparison of today"}]

    @cached_property
    def columns(self):
        if self.treaty:
            return articles.columns(self._countries, self.treaty, self.asked.days)
        return themes.columns(self._countries)

    @cached_property
    def rows(self):
        if self.treaty:
            return articles.rows(self._countries, self.treaty, self.asked.days)
        return list(themes.rows(self._countries, self.topic, self.asked.days))

    @property
    def template(self) -> str:
        return f"legislation/compare_{'articles' if self.treaty else 'theme'}.html"

    @property
    def files(self):
        """The files of the report behind the table, with the same rows, and the page of that report."""
        report = (articles if self.treaty else themes).REPORT
        links = [("CSV", f"{report.file_url}.csv"), ("XLSX", f"{report.file_url}.xlsx"), ("As a report", report.url)]
        return [{"label": label, "url": f"{path}?{self.asked.query}"} for label, path in links]

    @property
    def _countries(self):
        return [self._members[code] for code in self.asked.countries]
