"""The indexed representation of a record: plain text and values, independent of the database."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..analysis.terms import Term, terms


class PageText(NamedTuple):
    """The text of one page of a file."""

    sha256: str
    number: int
    language: str
    text: str


@dataclass(frozen=True)
class Document:
    """One public record.

    `themes` are the record's own, `topics` includes the wider ones, so that a theme finds the records of its narrower
    ones. `numbers` identifies
    exactly this record: law numbers, acronyms, ordinals. `names` describes it in words that its own fields lack: names
    of its countries and themes, kind, hosts, publisher. Synonyms of these are not indexed but added to the query (see
    `thesaurus`). `standing` is 1 for what is in force, 0 for what is repealed, superseded or called off, between the
    two for a law that does no more than amend another. `pages` are those of its files, `file_languages` the languages
    that these are in, `has` what else is kept of it, `verification` the states of its check against the source.
    `meetings` are the slugs of those it comes from, `states` how far it is, of kinds that tell.
    """

    id: str
    pk: int
    kind: str
    type: str = ""
    language: str = ""
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    date: str = ""  # a partial date: "2007", "2007-08" or "2007-08-14"
    title: str = ""
    original_title: str = ""
    other_names: tuple[str, ...] = ()  # as people call it; each counts as a title of its own
    numbers: str = ""
    names: str = ""
    summary: str = ""
    text: str = ""
    pages: tuple[PageText, ...] = ()
    file_languages: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    verification: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    standing: float = 1.0

    @cached_property
    def page_terms(self) -> list[str | list[Term]]:
        """The terms of each page in its own language; two indexes have them, and analysis takes longer than both."""
        return [terms(page.text, page.language) for page in self.pages]

    @property
    def year(self) -> str:
        return self.date[:4]
