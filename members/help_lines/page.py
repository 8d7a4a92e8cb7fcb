"""Page for people in danger, in one language: what its template shows."""

from dataclasses import dataclass
from functools import cached_property

from baliportal.catalogue.models import Country
from baliportal.catalogue.statuses import Visibility

from ..models import MemberState
from . import inline
from .page_lines import page_lines
from .translation_check import is_checked
from .translations import Translation, translations


@dataclass(frozen=True)
class CountryLines:
    """The help lines of one country, at most some of them; `more_url` leads to all where some are left out."""

    code: str
    name: str
    lines: list
    more_url: str = ""

    @property
    def none_checked(self):
        """True where one sentence can say of all lines that nobody has checked them."""
        return all(line.is_unchecked for line in self.lines)


@dataclass(frozen=True)
class HelpFacts:
    """Content of the page in one language, as the database has it."""

    translation: Translation
    lines: list
    #: The codes of the published members, and the names of all countries by code in English.
    members: list
    own_names: dict
    is_checked: bool

    @classmethod
    def read(cls, translation: Translation) -> "HelpFacts":
        members = MemberState.objects.published(Visibility.PUBLIC).values_list("country__code", flat=True)
        names = dict(Country.objects.values_list("code", "name"))
        return cls(translation, page_lines(translation), list(members), names, is_checked(translation))

    def name(self, code):
        """The name of a country in the language of the page; in English as the portal has it."""
        names = {} if self.translation.is_original else self.translation.country_names
        return str(names.get(code) or self.own_names.get(code, code))


@dataclass(frozen=True)
class HelpPage:
    """The view model; `exit_url` is the page to which one leaves, `most` the help lines of one country that are shown,
    None for all of them.
    """

    facts: HelpFacts
    exit_url: str
    most: int | None = None

    inline = inline

    @property
    def translation(self):
        return self.facts.translation

    @property
    def texts(self):
        return self.translation.texts

    @property
    def is_checked(self):
        return self.facts.is_checked

    @property
    def languages(self):
        return [
            {"name": other.name, "tag": other.tag, "dir": other.dir, "url": other.url,
             "current": other.code == self.translation.code}
            for other in translations().values()
        ]  # fmt: skip

    @cached_property
    def everywhere(self):
        """The help lines without a country, which help in any."""
        lines = [line for codes, line in self.facts.lines if not codes]
        return self._country("", "", lines, "/help-lines/?type=international")

    @cached_property
    def countries(self):
        """The countries that have help lines, by name."""
        codes = {code for codes, _ in self.facts.lines for code in codes}
        return sorted(map(self._country_of, codes), key=lambda country: country.name)

    @property
    def countries_without(self):
        """Names of the members for which no help line is recorded."""
        have = {country.code.upper() for country in self.countries}
        return sorted(self.facts.name(code) for code in self.facts.members if code not in have)

    def _country_of(self, code):
        lines = [line for codes, line in self.facts.lines if code in codes]
        return self._country(code.lower(), self.facts.name(code), lines, f"/help-lines/?country={code}")

    def _country(self, code, name, lines, url):
        shown = lines if self.most is None else lines[: self.most]
        return CountryLines(code, name, shown, url if len(shown) < len(lines) else "")
