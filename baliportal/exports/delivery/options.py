"""What a person may choose about a file: which columns in which order, what stands between cells, one row per value.

They stand in the query string beside the question: `columns=title,date`, `delimiter=semicolon`, `bom=no`, `per=topics`.
Names are read without regard to case. `columns` may be repeated; of any other given twice the last value counts.
"""

from dataclasses import dataclass
from difflib import get_close_matches

from baliportal.catalogue.codes import canonical_code

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
BY_ITSELF = {"delimiter": "comma", "bom": "yes"}


class InvalidOption(ValueError):
    """A choice that makes no sense, in words; a file cannot show what is wrong with it."""


@dataclass(frozen=True)
class ExportOptions:
    """`columns` are names in order, () for all as they come; `per` is the column that gets a row for each value."""

    columns: tuple = ()
    delimiter: str = ","
    bom: bool = True
    per: str = ""

    @classmethod
    def read(cls, query):
        """Reads a QueryDict; raises InvalidOption."""
        names = " ".join(query.getlist("columns")).replace(",", " ").split()
        return cls(
            tuple(dict.fromkeys(canonical_code("columns", name) for name in names)),
            DELIMITERS[_one_of(query, "delimiter", DELIMITERS)],
            _one_of(query, "bom", ("yes", "no")) == "yes",
            _last(query, "per"),
        )

    @property
    def pairs(self):
        """Names and values of a query string that reads as these choices; none for what is so by itself."""
        delimiter = next(name for name, sign in DELIMITERS.items() if sign == self.delimiter)
        given = {"columns": ",".join(self.columns), "delimiter": delimiter, "bom": "yes" if self.bom else "no",
                 "per": self.per}  # fmt: skip
        return [(key, value) for key, value in given.items() if value and value != BY_ITSELF.get(key)]

    def chosen(self, columns):
        """Those of the columns that were chosen, in the order asked for; raises InvalidOption for any other."""
        known = {column.name: column for column in columns}
        for name in (*self.columns, *filter(None, [self.per])):
            if name not in known:
                raise InvalidOption(f"There is no column “{name}”. {_nearest(name, known)}")
        if self.per and not _is_list(known[self.per]):
            lists = ", ".join(name for name in known if _is_list(known[name])) or "none here"
            raise InvalidOption(f"“{self.per}” holds one value. Columns with several: {lists}.")
        return tuple(known[name] for name in self.columns) if self.columns else tuple(columns)

    def asked_for(self, columns):
        """Those that a record must have: the chosen ones, and the one with a row for each value."""
        chosen = self.chosen(columns)
        return chosen + tuple(column for column in columns if column.name == self.per and column not in chosen)

    def arranged(self, records):
        """The records, one for each value where that was asked for; a record without any keeps its one row."""
        if not self.per:
            return records
        return (record | {self.per: part} for record in records for part in _parts(record[self.per]))


NO_OPTIONS = ExportOptions()


def _parts(values):
    return [[each] for each in values] or [[]]


def _last(query, key):
    return canonical_code(key, query.get(key, "").strip())


def _one_of(query, key, allowed):
    value = _last(query, key) or BY_ITSELF[key]
    if value not in allowed:
        raise InvalidOption(f"“{key}” may be {' or '.join(allowed)}, not “{value}”.")
    return value


def _nearest(name, known):
    near = get_close_matches(name, known, 1)
    return f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(known)}."


def _is_list(column):
    return column.type.late
