"""Column of the files of lists that names the expected facts a record does not state, from Python or from the database.

Both ways give the same names: tests/quality/test_not_recorded.py.
"""

from dataclasses import dataclass
from functools import cache

from django.db.models import Case, Func, TextField, Value, When
from django.db.models.functions import Substr

from baliportal.catalogue.kinds import all_kinds, find
from baliportal.catalogue.missing_facts import missing_facts
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import SEPARATOR, Text
from baliportal.catalogue.statuses import Visibility

from .expected import facts_about_subject
from .reports.expected import lacking_in, parent_link_name

TEXT = TextField()


class Joined(Func):
    """Texts one after the other; none may be NULL. Concat nests each pair, too deep for the parser of SQLite."""

    output_field = TEXT
    template, arg_joiner = "(%(expressions)s)", " || "


@dataclass(frozen=True)
class FactNames(Text):
    """Names of facts: a list in JSON, separated by ';' in a cell."""

    empty = ()
    late = True

    def format(self, value):
        return SEPARATOR.join(value)


NOT_RECORDED = SchemaField(
    "not_recorded", "Not recorded", FactNames(),
    "The names of facts that a record of its kind should state and that this one does not; nothing to write.",
    "number;legal-status",
)  # fmt: skip


def fields_read(kind):
    """Return the names of the fields that tell what a record of a kind does not state."""
    facts = facts_about_subject(kind)
    return {name for fact in facts for name in (*fact.field_names, *(fact.only_if or fact.unless)[:1])}


def not_recorded(kind, record):
    """Return the names of the expected facts that a record does not state."""
    return [fact.name for fact in missing_facts(facts_about_subject(kind), record)]


@cache  # to build it takes longer than to read a thousand rows
def not_recorded_expression(kind, audience=Visibility.PUBLIC):
    """Return the cell of the column over rows of a kind or, where `kind` names none, over entries of all kinds."""
    if find(kind) in all_kinds():
        return _names(find(kind), "", audience)
    cases = [
        When(kind=each.name, then=_names(each, f"{parent_link_name(each.model)}__", audience)) for each in all_kinds()
    ]
    return Case(*cases, default=Value(""), output_field=TEXT)


def _names(kind, prefix, audience):
    """Return the names with a separator before each, without the first separator: '' stays ''."""
    cases = [
        Case(When(lacking_in(fact, kind, prefix, audience), then=Value(f"{SEPARATOR}{fact.name}")), default=Value(""))
        for fact in facts_about_subject(kind.name)
    ]
    return Substr(Joined(*cases), 1 + len(SEPARATOR), output_field=TEXT)
