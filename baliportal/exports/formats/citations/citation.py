"""Citation of a kind's records, as the kind declares it (`Kind.citation`)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.prefetched import related

#: Takes an entry and its record for an audience, returns the value of a CSL variable, '' for none.
VariableReader = Callable[[Entry, dict], str]


@dataclass(frozen=True)
class Citation:
    """The CSL type and variables of a kind's records.

    `types` maps values of `Entry.type` to a CSL type other than `type`. `variables` maps names of CSL variables to
    functions that take the entry and its record for an audience.
    """

    type: str = "document"
    types: dict[str, str] = field(default_factory=dict)
    variables: dict[str, VariableReader] = field(default_factory=dict)

    def type_of(self, entry: Entry) -> str:
        return self.types.get(entry.type, self.type)

    def values(self, entry: Entry, record: dict) -> dict[str, str]:
        """The values of `variables`."""
        return {name: read(entry, record) for name, read in self.variables.items()}


def column(name: str) -> VariableReader:
    """A CSL variable that is a field of the record."""
    return lambda entry, record: record[name]


def authority(entry: Entry, record: dict) -> str:
    """The countries of a law or agreement, by name."""
    return "; ".join(sorted(country.name for country in related(entry, "countries")))


def publisher(entry: Entry, record: dict) -> str:
    """The title of the publishing organisation; '' where the record does not show it to its audience."""
    return entry.publisher.title if record["publisher"] else ""
