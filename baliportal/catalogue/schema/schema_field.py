"""Fields of a record schema, as each kind declares them."""

from dataclasses import dataclass

from ..statuses import Visibility

AUDIENCES = [Visibility.PUBLIC, Visibility.OFFICIALS, Visibility.SECRETARIAT]


@dataclass(frozen=True, eq=False)
class SchemaField:
    """One typed, documented field of a record schema.

    `meaning` and `example` are for people: admin, data dictionary, documentation. `attribute` is the model field it
    reads and writes. `search` names the index field and `facet` the facet that it feeds. A `governed` field is
    read-only here: publishing writes it. `audience` is the widest audience that may see it. `shown` puts it among the
    facts of the entry's page.

    `fact` marks statements about the subject itself, which a verification confirms: when one changes, an earlier
    verification no longer covers it. Statements about the record (its address, its sources, its status) are none.

    `former_names` lists the names of the field before it was renamed: journal, proposals and older files are read
    through them. A name is never used again for another meaning, and a field whose type changes is a new field.
    """

    name: str
    label: str
    type: object
    meaning: str
    example: str = ""
    attribute: str = ""
    search: str = ""
    facet: str = ""
    governed: bool = False
    audience: str = Visibility.PUBLIC
    shown: bool = True
    fact: bool = True
    former_names: tuple = ()

    def __post_init__(self):
        object.__setattr__(self, "attribute", self.attribute or self.name)

    @property
    def guidance(self) -> str:
        """Help text: meaning, example and rule, the same in admin forms, files and documentation."""
        example = f"Example: {self.example.rstrip('.')}." if self.example else ""
        return " ".join(filter(None, [self.meaning, example, self.type.rule]))

    def visible_to(self, audience: str | None) -> bool:
        """Tell whether this audience may see the field at all; None stands for no limit."""
        return audience is None or self.audience == Visibility.PUBLIC or _is_wider(self.audience, audience)

    @property
    def empty(self):
        """The JSON value of a record that states nothing here."""
        return list(self.type.empty) if self.type.late else self.type.empty

    def read(self, instance, audience: str | None = None):
        """Return the JSON value for this audience; without an audience, everything."""
        if not self.visible_to(audience):
            return self.empty
        return self.type.read(instance, self.attribute, audience)

    def write(self, instance, value) -> None:
        """Set a canonical value on the model instance; InvalidValue when it names what does not exist."""
        self.type.write(instance, self.attribute, value)


def _is_wider(audience, other):
    return AUDIENCES.index(audience) <= AUDIENCES.index(other)
