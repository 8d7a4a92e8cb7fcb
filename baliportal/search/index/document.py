"""What the index is told of a record: plain text and values, no database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One record that everybody may see.

    `topics` holds the wider themes as well, so that a theme finds what stands under it. `numbers` is for what
    a reader types to get exactly this record: law numbers, acronyms, ordinals. `names` is for the words that
    describe it without standing in it: names of its countries and themes, kind, hosts, publisher. What else people call
    these is not indexed: a question is widened by it (see `thesaurus`). `standing` is 1 for what holds, 0 for what is
    repealed, superseded or called off, between the two for a law that does no more than amend another.
    """

    id: str
    pk: int
    kind: str
    type: str = ""
    language: str = ""
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    date: str = ""  # as much as is known: "2007", "2007-08" or "2007-08-14"
    title: str = ""
    original_title: str = ""
    numbers: str = ""
    names: str = ""
    summary: str = ""
    text: str = ""
    standing: float = 1.0

    @property
    def year(self) -> str:
        return self.date[:4]
