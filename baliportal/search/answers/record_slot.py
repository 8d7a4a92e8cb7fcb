"""The one record that words of a question name, such as “the Thai act of 2008”: found by the search, then proved.

A record counts only where all the words stand in its title, number or names, or name its countries and themes.
"""

import re
from collections.abc import Callable

from ..index.index import Index
from ..matching.hits import Hit
from ..parsing.query_parser import STOP_WORDS
from ..query import search
from ..thesaurus.thesaurus import Thesaurus
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
GENERAL_OF = {"law": GENERAL | OF_LAWS, "workshop": GENERAL | OF_MEETINGS}
# Words, names among them, by which a text may name a record that has more; fewer name one by its whole title only.
ENOUGH_WORDS = 2
# Laws that only act on another, or ratify it: who asks for the other does not mean them.
ACTING = frozenset(normal_form("amendment ratifying ratification repealing").split())
NUMBER = re.compile(r"\d+")
# The stored texts that tell which record one is; in those of several names each stands by itself.
TEXTS = ("title", "original_title", "other_names", "initials", "number", "names")
TITLES, BETWEEN_NAMES = ("title", "other_names", "initials"), " · "


def finder(index: Index, thesaurus: Thesaurus, names: Names) -> Find:
    """A function that finds the record of a kind that a text names; None where there is none, or more than one."""

    def find(kind: str, text: str) -> Entity | None:
        marked = names.mark(normal_form(text))
        general = GENERAL_OF.get(kind, GENERAL)
        significant = _significant(marked, general)
        if not significant:
            return None
        results = search(index, text, limit=LIMIT, facets=False, thesaurus=thesaurus, kind=[kind])
        if results.mode != "all":
            return None
        loosely = [hit for hit in results.hits if _covers(hit, marked, general)]
        covered = [hit for hit in loosely if _covers(hit, marked, GENERAL)] or loosely
        if len({hit.countries for hit in covered}) > 1 and not _says_which(marked):
            return None  # the Penal Code of which country?
        exact = [hit for hit in covered if _is_title(hit, marked, general)]
        is_enough = len(significant) >= ENOUGH_WORDS or (kind == "law" and significant[0].isdigit())  # Act 670
        hits = covered if is_enough and not exact and results.total <= LIMIT else exact
        return Entity(kind, str(hits[0].pk), hits[0].texts.get("title", "")) if len(hits) == 1 else None

    return find


def _significant(marked: Marked, general: frozenset[str]) -> list[str]:
    """The words and marks of a text that may name a record; general ones name none."""
    words = re.findall("[\ue000-\uf8ff]|[^ \ue000-\uf8ff]+", marked.text)
    return [word for word in words if word not in general]


def _says_which(marked: Marked) -> bool:
    """True where a text tells records of different countries apart: by a country, a year or a number."""
    return "country" in marked.types or any(word.isdigit() for word in _words(marked))


def _words(marked: Marked) -> set[str]:
    """The words of a text, those of names among them."""
    return set(marked.normal.split())


def _covers(hit: Hit, marked: Marked, general: frozenset[str]) -> bool:
    """True where every word and name of a text is told by a record, which does not merely act on the one meant."""
    text = " ".join(hit.texts.get(name, "") for name in TEXTS)
    told = {*normal_form(text).split(), *NUMBER.findall(text)}  # 2005 in No. 5/2005
    left = "".join(" " if char >= "\ue000" else char for char in marked.text)
    acts = set(normal_form(hit.texts.get("title", "")).split()) & ACTING
    return (
        set(left.split()) - told <= general
        and acts <= _words(marked)
        and all(_tells(hit, told | general, name, marked) for name in marked.names)
    )


def _tells(hit: Hit, told: set[str], name: Named, marked: Marked) -> bool:
    """True where a record has the words of a name, or what the name stands for."""
    if set(marked.normal[name.start : name.end].split()) <= told:
        return True
    spelt = marked.normal[name.start : name.end]
    return any(_is_of(hit, told, entity, spelt) for entity in name.entities)


def _is_of(hit: Hit, told: set[str], entity: Entity, spelt: str) -> bool:
    if entity.type == "country":
        return entity.value in hit.countries
    if entity.type == "topic":  # the trafficking act of a country is no Crimes Act that has a section on it
        return entity.value in hit.topics and bool(told & set(spelt.split()))
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
