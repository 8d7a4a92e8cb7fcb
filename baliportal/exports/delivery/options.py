"""Options of an export in the query string: columns and their order, CSV delimiter, byte-order mark, row per value.

They stand beside the filters: `columns=title,date`, `delimiter=semicolon`, `bom=no`, `per=topics`. Names are read
without regard to case. `columns` may be repeated; of any other option given twice the last value counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.http import QueryDict

from baliportal.catalogue.codes import canonical_code
from baliportal.catalogue.schema.records import SchemaField

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
DEFAULTS = {"delimiter": "comma", "bom": "yes"}


class InvalidOption(ValueError):
    """An option or filter that makes no sense; the message is the sentence that a visitor reads."""


@dataclass(frozen=True)
class ExportOptions:
    """`columns` are names in order, () for all; `per` is the column with several values that gets a row for each."""

    columns: tuple[str, ...] = ()
    delimiter: str = ","
    bom: bool = True
    per: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "ExportOptions":
        """Read a query string; raises InvalidOption. Names of columns are checked by `select_columns`."""
        names = " ".join(query.getlist("columns")).replace(",", " ").split()
        return cls(
            tuple(dict.fromkeys(canonical_code("columns", name) for name in names)),
            DELIMITERS[_one_of(query, "delimiter", DELIMITERS)],
            _one_of(query, "bom", ("yes", "no")) == "yes",
            _last(query, "per"),
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of a query string that reads as these options; defaults are left out."""
        delimiter = next(name for name, sign in DELIMITERS.items() if sign == self.delimiter)
        params = {"columns": ",".join(self.columns), "delimiter": delimiter, "bom": "yes" if self.bom else "no",
                  "per": self.per}  # fmt: skip
        return [(key, value) for key, value in params.items() if value and value != DEFAULTS.get(key)]

    def select_columns(self, columns: Iterable[SchemaField]) -> tuple[SchemaField, ...]:
        """The chosen columns in the chosen order; raises InvalidOption for a name that is not among `columns`."""
        columns = tuple(columns)
        known = {column.name: column for column in columns}
        for name in (*self.columns, *filter(None, [self.per])):
            if name not in known:
                raise InvalidOption(f"There is no column “{name}”. {_nearest(name, known)}")
        if self.per and not _is_list(known[self.per]):
            lists = ", ".join(name for name in known if _is_list(known[name])) or "none here"
            raise InvalidOption(f"“{self.per}” holds one value. Columns with several: {lists}.")
        return tuple(known[name] for name in self.columns) if self.columns else columns

    def required_columns(self, columns: Iterable[SchemaField]) -> tuple[SchemaField, ...]:
        """The columns that a record must have: the chosen ones, and the one with a row for each value."""
        columns = tuple(columns)
        chosen = self.select_columns(columns)
        return chosen + tuple(column for column in columns if column.name == self.per and column not in chosen)

    def one_row_per_value(self, records: Iterable[dict]) -> Iterable[dict]:
        """The records, repeated for each value of the column `per` if there is one; a record without values stays."""
        if not self.per:
            return records
        return (record | {self.per: values} for record in records for values in _single_values(record[self.per]))


NO_OPTIONS = ExportOptions()


def _single_values(values):
    return [[value] for value in values] or [[]]


def _last(query, key):
    return canonical_code(key, query.get(key, "").strip())


def _one_of(query, key, allowed):
    value = _last(query, key) or DEFAULTS[key]
    if value not in allowed:
        raise InvalidOption(f"“{key}” may be {' or '.join(allowed)}, not “{value}”.")
    return value


def _nearest(name, known):
    near = get_close_matches(name, known, 1)
    return f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(known)}."


def _is_list(column):
    return column.type.late
