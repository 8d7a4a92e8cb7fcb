"""How records of a kind are cited: what a kind says of itself (`Kind.citation`)."""

from dataclasses import dataclass, field

from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.relations import is_visible_to


@dataclass(frozen=True)
class Citation:
    """The CSL type of a kind's records, `types` by `Entry.type` where that is something else, and CSL variables.

    `variables` maps names of CSL variables to functions that take the entry and its public record.
    """

    type: str = "document"
    types: dict = field(default_factory=dict)
    variables: dict = field(default_factory=dict)

    def type_of(self, entry):
        return self.types.get(entry.type, self.type)

    def values(self, entry, record):
        return {name: read(entry, record) for name, read in self.variables.items()}


def column(name):
    """Reads a CSL variable from a column of the record."""
    return lambda entry, record: record[name]


def authority(entry, record):
    """Whose law or agreement it is."""
    return "; ".join(sorted(country.name for country in related(entry, "countries")))


def publisher(entry, record):
    """The title of the publishing organisation, where everybody may see that."""
    shown = entry.publisher and is_visible_to(entry.publisher, Visibility.PUBLIC)
    return entry.publisher.title if shown else ""
