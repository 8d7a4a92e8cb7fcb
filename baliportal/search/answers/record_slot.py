"""The one record that words of a question name, such as “the Thai act of 2008”: found by the search, then proved.

A record counts only where all the words stand in its title, number or names, or name its countries and themes.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from ..analysis.calendars import years
from ..index.index import Index
from ..matching.hits import Hit
from ..parsing.query_parser import STOP_WORDS
from ..query import SearchResults, search
from ..thesaurus.thesaurus import Thesaurus
from . import keywords
from .answer import Entity
from .names import Marked, Named, Names
from .normal_form import normal_form

Find = Callable[[str, str], Entity | None]

# Hits that are looked at; where more match, only a title as it stands names one.
LIMIT = 20
# Words that name no record by themselves: of any kind, and of laws, which are called by each of them.
GENERAL = frozenset(normal_form("number no new old bali process").split()) | {
    normal_form(word).rstrip() for word in STOP_WORDS
}
OF_LAWS = frozenset(
    normal_form("act law code decree bill order regulation statute ordinance ra uu pl pp republic cap").split()
)
OF_MEETINGS = frozenset(normal_form("workshop meeting conference forum session event roundtable symposium").split())
OF_AGREEMENTS = frozenset(
    normal_form("treaty agreement mou memorandum understanding arrangement convention protocol framework").split()
)
OF_DOCUMENTS = frozenset(
    normal_form("report handbook guide toolkit manual statement declaration call campaign").split()
)
GENERAL_OF = {
    "law": GENERAL | OF_LAWS, "workshop": GENERAL | OF_MEETINGS, "agreement": GENERAL | OF_AGREEMENTS,
    "resource": GENERAL | OF_DOCUMENTS,
}  # fmt: skip
# Words, names among them, by which a text may name a record that has more; fewer name one by its whole title only.
ENOUGH_WORDS = 2
# Laws that only act on another, or ratify it: who asks for the other does not mean them.
ACTING = frozenset(normal_form("amendment ratifying ratification repealing").split())
NUMBER, YEAR = re.compile(r"\d+"), re.compile(r"(?:19|20)\d\d")
# The stored texts that tell which record one is; in those of several names each stands by itself.
TEXTS = ("title", "original_title", "other_names", "initials", "number", "names")
TITLES, BETWEEN_NAMES = ("title", "other_names", "initials"), " · "


def finder(index: Index, thesaurus: Thesaurus, names: Names) -> Find:
    """A function that finds the record of a kind that a text names; None where there is none, or more than one.

    A text whose words are not all found is searched again by its countries and themes with the words that name it:
    in another language than that of the record, its own words may not stand there.
    """

    def find(kind: str, text: str) -> Entity | None:
        marked = names.mark(normal_form(text))
        wanted = Wanted(marked, GENERAL_OF.get(kind, GENERAL) | keywords.general_words(), _gregorian(text))
        if not wanted.significant:
            return None
        results = search(index, text, limit=LIMIT, facets=False, thesaurus=thesaurus, kind=[kind])
        if results.mode == "all" and (found := _proved(results, wanted, kind)):
            return found
        words, choices = wanted.words_and_choices(kind)
        if not (words or choices["country"]):
            return None
        results = search(
            index, words, limit=LIMIT, facets=False, thesaurus=thesaurus, kind=[kind],
            country=choices["country"], topic=choices["topic"],
        )  # fmt: skip
        return _proved(results, wanted, kind) if results.mode != "any" else None

    return find


class Wanted(NamedTuple):
    """The words of a text that names one record.

    `general` are words that name none by themselves, `gregorian` are the Gregorian years of the years of other
    calendars in the text.
    """

    marked: Marked
    general: frozenset[str]
    gregorian: dict[str, tuple[str, ...]]

    @property
    def significant(self) -> list[str]:
        """The words and marks that may name a record."""
        words = re.findall("[\ue000-\uf8ff]|[^ \ue000-\uf8ff]+", self.marked.text)
        return [word for word in words if word not in self.general]

    @property
    def numbers(self) -> list[str]:
        return [number for word in self.significant for number in NUMBER.findall(word)]

    def words_and_choices(self, kind: str) -> tuple[str, dict[str, list[str]]]:
        """The search for a record in any language: the number of a law; else its country, theme and other words."""
        found = {facet: {entity.value for name in self.marked.names for entity in name.entities if entity.type == facet}
                 for facet in ("country", "topic")}  # fmt: skip
        choices = {facet: list(values) if len(values) == 1 else [] for facet, values in found.items()}
        if kind == "law" and len(self.numbers) > 1:
            return " ".join(self.numbers), choices | {"topic": []}
        if not choices["country"]:
            return "", choices
        words = [word for word in self.significant if len(word) > 1 and not self._is_years(word)]
        return " ".join(words), choices

    def _is_years(self, word: str) -> bool:
        return all(YEAR.fullmatch(number) or number in self.gregorian for number in NUMBER.findall(word) or [word])


def _proved(results: SearchResults, wanted: Wanted, kind: str) -> Entity | None:
    """The one record of some results that has all the words."""
    loosely = [hit for hit in results.hits if _covers(hit, wanted, wanted.general)]
    covered = [hit for hit in loosely if _covers(hit, wanted, GENERAL)] or loosely
    if len({hit.countries for hit in covered}) > 1 and not _says_which(wanted.marked):
        return None  # the Penal Code of which country?
    exact = [hit for hit in covered if _is_title(hit, wanted.marked, wanted.general)]
    significant = wanted.significant
    is_enough = len(significant) >= ENOUGH_WORDS or (kind == "law" and significant[0].isdigit())  # Act 670
    hits = covered if is_enough and not exact and results.total <= LIMIT else exact
    return Entity(kind, str(hits[0].pk), hits[0].texts.get("title", "")) if len(hits) == 1 else None


def _gregorian(text: str) -> dict[str, tuple[str, ...]]:
    """The Gregorian years of the years of other calendars in a text."""
    return {year.number: year.gregorian for year in years(text) if year.number and year.number not in year.gregorian}


def _says_which(marked: Marked) -> bool:
    """True where a text tells records of different countries apart: by a country, a year or a number."""
    return "country" in marked.types or any(word.isdigit() for word in _words(marked))


def _words(marked: Marked) -> set[str]:
    """The words of a text, those of names among them."""
    return set(marked.normal.split())


def _covers(hit: Hit, wanted: Wanted, general: frozenset[str]) -> bool:
    """True where every word and name of a text is told by a record, which does not merely act on the one meant."""
    text, marked = " ".join(hit.texts.get(name, "") for name in TEXTS), wanted.marked
    told = {*normal_form(text).split(), *NUMBER.findall(text), *hit.years}  # 2005 in No. 5/2005
    told |= {number for number, gregorian in wanted.gregorian.items() if set(gregorian) & set(hit.years)}
    left = "".join(" " if "\ue000" <= char <= "\uf8ff" else char for char in marked.text)
    untold = {word for word in left.split() if word not in told and not set(NUMBER.findall(word) or [word]) <= told}
    acts = set(normal_form(hit.texts.get("title", "")).split()) & ACTING
    by_number = len(wanted.numbers) > 1 and set(wanted.numbers) <= told
    by_place = bool(wanted.numbers) and "country" in marked.types
    return (
        untold <= general
        and acts <= _words(marked)
        and all(_tells(hit, told | general, name, marked, (by_number, by_place)) for name in marked.names)
    )


def _tells(hit: Hit, told: set[str], name: Named, marked: Marked, by: tuple[bool, bool]) -> bool:
    """True where a record has the words of a name, or what the name stands for."""
    if set(marked.normal[name.start : name.end].split()) <= told:
        return True
    spelt = marked.normal[name.start : name.end]
    return any(_is_of(hit, told, entity, spelt, *by) for entity in name.entities)


def _is_of(hit: Hit, told: set[str], entity: Entity, spelt: str, by_number: bool, by_place: bool) -> bool:
    """True where a record is of what a name means; of a theme, where it is filed under it and called by it.

    The number of a law makes up for the one, a country with a year for the other.
    """
    if entity.type == "country":
        return entity.value in hit.countries
    if entity.type == "topic":  # the trafficking act of a country is no Crimes Act that has a section on it
        called = set(f"{spelt} {normal_form(entity.label)}".split()) - GENERAL
        is_filed, is_called = entity.value in hit.topics, bool(told & called)
        return (is_filed and (by_number or is_called)) or (by_place and is_called)
    return entity.type == "term" and set(normal_form(entity.label).split()) <= told


def _is_title(hit: Hit, marked: Marked, general: frozenset[str]) -> bool:
    """True where the text has every word of the title, or of another name, but its numbers and general words."""
    labels = [normal_form(entity.label) for name in marked.names for entity in name.entities if entity.type == "term"]
    words = _words(marked) | set("".join(labels).split())
    titles = [title for text in TITLES for title in hit.texts.get(text, "").split(BETWEEN_NAMES)]
    return any(_has_all(words, set(normal_form(title).split()) - general) for title in titles)


def _has_all(words: set[str], title: set[str]) -> bool:
    """True where words are those of a title; its numbers count only where it has nothing else."""
    spelt = {word for word in title if not word.isdigit()}
    return bool(title) and (spelt or title) <= words
