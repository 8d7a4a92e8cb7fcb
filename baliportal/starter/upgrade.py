"""Choice of the values of a starter row to write into a record that may have been changed since.

A field that still says what the starter last wrote follows its file; one that a curator changed stays theirs. Where the
file has newer words for that one, the desk offers them.
"""

from dataclasses import dataclass, field

from baliportal.catalogue.kinds import named
from baliportal.editorial.newer_starter_values import Offer

from .rows import Row
from .written import Written


@dataclass
class Plan:
    """Values of a row to write, and to offer; `outcome` is new, changed, unchanged or left alone."""

    row: Row
    written: Written | None
    values: dict = field(default_factory=dict)
    offered: dict = field(default_factory=dict)
    #: Fields that a curator took from the starter content as it still is.
    taken: set = field(default_factory=set)
    outcome: str = "new"

    @property
    def is_shared(self) -> bool:
        return self.written is not None and self.written.is_shared

    @property
    def is_new(self) -> bool:
        return self.written is None

    def offers(self):
        """The values to show on the desk."""
        title = self.written.newest.title if self.written else ""
        return [Offer(self.row.id, self.row.file.schema, title, name, value) for name, value in self.offered.items()]

    def offer_instead(self, names):
        """Offer values that the record does not take, as a curator's do not go with them."""
        self.offered |= {name: self.values.pop(name) for name in names}


def plan(row, written, names, taken) -> Plan:
    """Compare a row with its record. `names` are the PresentNames, `taken` is {(public id, field): value}."""
    form = named(row.file.schema)
    wanted = {name: names.of(form.field(name).type, value) for name, value in row.record.items()}
    if written is None:
        return Plan(row, None, wanted)
    made = Plan(row, written, outcome="left alone")
    if not written.is_deleted:
        made.outcome = _compare(made, form, wanted, names, taken)
    return made


def _compare(made, form, wanted, names, taken):
    """Sort the values into those to write and those to offer; return the outcome."""
    differs = False
    for name, value in wanted.items():
        kind, key = form.field(name).type, (made.row.id, name)
        now = names.of(kind, made.written.newest.record.get(name))
        last = names.of(kind, taken.get(key, made.written.values.get(name)))
        if key in taken and last == value:
            made.taken.add(name)
        if value == now:
            continue
        differs = True
        if now == last:
            made.values[name] = value
        elif value != last:
            made.offered[name] = value
    return "changed" if made.values else "left alone" if differs else "unchanged"
