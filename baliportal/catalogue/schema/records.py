"""The record form: the flat, typed, documented form of an entry, and the way back.

From the list of columns that each kind declares come the starter loader, the exports, the journal's snapshots, the
facts on a page, the words in the search index and the data dictionary.
"""

from dataclasses import dataclass
from functools import cache

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from .. import journal
from ..addresses import save_with_free_slug
from ..kinds import named, schema_of
from ..statuses import Visibility
from .scalars import InvalidValue

AUDIENCES = [Visibility.PUBLIC, Visibility.OFFICIALS, Visibility.SECRETARIAT]


@dataclass(frozen=True, eq=False)
class SchemaField:
    """One column of a record form.

    `meaning` and `example` are for people: admin, data dictionary, documentation. `attribute` is the field it reads
    and writes. `search` names the field of the index it feeds and `facet` the facet. A `governed` column is read
    only here: publishing writes it. `audience` is the widest circle that may see it. `shown` puts it among the facts
    of the entry's page.

    `fact` marks what the record states of the thing itself, which a verification confirms: when it changes, an earlier
    verification no longer covers it. What editors say of the record (its address, its sources, its place in the
    workflow) is none. A field that is renamed lists what it was called in `former_names`: journal, proposals and older
    files are read through them. A name is never used again for another meaning, and a field whose type changes is a
    new field.
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
    def guidance(self):
        """What belongs here, an example and the rule: the same words in forms, files and documentation."""
        example = f"Example: {self.example.rstrip('.')}." if self.example else ""
        return " ".join(filter(None, [self.meaning, example, self.type.rule]))

    def told_to(self, audience):
        """Whether this audience may see the column at all; None stands for no limit."""
        return audience is None or self.audience == Visibility.PUBLIC or _is_wider(self.audience, audience)

    @property
    def empty(self):
        """The value of a record that says nothing here."""
        return list(self.type.empty) if self.type.late else self.type.empty

    def read(self, thing, audience=None):
        """The value for this audience; with no audience, everything."""
        if not self.told_to(audience):
            return self.empty
        return self.type.read(thing, self.attribute, audience)

    def write(self, thing, value):
        self.type.write(thing, self.attribute, value)


def _is_wider(circle, other):
    return AUDIENCES.index(circle) <= AUDIENCES.index(other)


class RecordInvalid(ValueError):
    """A record that cannot be applied; `errors` maps the names of columns to what is wrong with them."""

    def __init__(self, errors):
        self.errors = errors
        super().__init__("; ".join(f"{name}: {words}" for name, words in errors.items()))


def to_record(entry, audience=None):
    """The record of an entry or a term: a dict from column name to plain JSON value.

    With an audience, what it may not see is left empty: links to unpublished entries, contact points.
    """
    thing = getattr(entry, "specific", entry)
    return {column.name: column.read(thing, audience) for column in schema_of(thing).fields}


def apply_record(entry, record):
    """Write a record into an entry and save it, as one act; the exact inverse of `to_record`.

    Columns that the record lacks stay as they are; governed columns are publishing's to write and are passed over.
    Returns the entry. Raises RecordInvalid, with nothing written, when a value does not fit; the copy in memory is
    spoilt then.
    """
    entry = getattr(entry, "specific", entry) if entry.pk else entry
    values, errors = _cleaned(schema_of(entry), record)
    now, late = ({c: value for c, value in values.items() if c.type.late is is_late} for is_late in (False, True))
    with journal.recording(), transaction.atomic():
        if entry._state.adding and record.get("id"):
            entry.public_id = record["id"]
        errors |= _each(now, lambda column, value: column.write(entry, value))
        errors = _check(entry) | errors
        if errors:
            raise RecordInvalid(errors | _each(late, lambda column, value: column.type.meant(value)))
        _save(entry)
        errors = _each(late, lambda column, value: column.write(entry, value))
        if errors:
            raise RecordInvalid(errors)
    return entry


class _TakenBack(Exception):
    """Ends a trial: what was written is rolled back, and nothing is in the journal."""


def check_record(entry, record):
    """What `apply_record` would find wrong with this record, by column; nothing is written.

    The copy in memory is spoilt. Where only the database can tell, the record is written and taken back.
    """
    values, errors = _cleaned(schema_of(entry), record)
    if entry._state.adding or any(c.type.tried or c.attribute in _ruled(type(entry)) for c in values):
        return _tried(entry, record)
    errors |= _each(values, lambda column, value: column.type.meant(value))
    now = {column: value for column, value in values.items() if not column.type.late and column.name not in errors}
    return errors | _each(now, lambda column, value: column.write(entry, value)) | _check(entry)


@cache
def _ruled(model):
    """The fields of which the database keeps a rule: those that are unique, and those in a constraint."""
    rules = [rule for table in (model, *model._meta.get_parent_list()) for rule in table._meta.constraints]
    found = {field.name for field in model._meta.fields if field.unique}
    for rule in rules:
        condition = getattr(rule, "condition", None)
        found |= {*getattr(rule, "fields", ()), *(condition.referenced_base_fields if condition else ())}
        found |= {name.name for name in getattr(rule, "expressions", ()) if hasattr(name, "name")}
    return found


def _tried(entry, record):
    try:
        with journal.recording(), transaction.atomic():
            apply_record(entry, record)
            raise _TakenBack
    except RecordInvalid as problem:
        return problem.errors
    except _TakenBack:
        return {}


def clean_record(form, record):
    """The canonical values by column; raises RecordInvalid naming every column that is wrong."""
    values, errors = _cleaned(form, record)
    if errors:
        raise RecordInvalid(errors)
    return values


def _cleaned(form, record):
    values = {column: record[column.name] for column in form.fields if column.name in record and not column.governed}
    strange = {name: "is not a column of this record." for name in record if name not in form.names}
    errors = _each(values, lambda column, value: values.update({column: column.type.clean(value)}))
    return {column: value for column, value in values.items() if column.name not in errors}, strange | errors


def records(root, pks):
    """The records of many rows of one table in few queries: {pk: (thing, record)}; what is gone is left out."""
    found = {}
    for form, keys in _by_form(root, pks).items():
        for thing in with_relations(form).filter(pk__in=keys):
            found[thing.pk] = (thing, to_record(thing))
    return found


def with_relations(form, queryset=None):
    """The form's rows with everything its columns read fetched along, in a fixed number of queries."""
    queryset = form.model._default_manager.all() if queryset is None else queryset
    return queryset.prefetch_related(
        *(look for column in form.fields for look in column.type.lookups(column.attribute))
    )


def _by_form(root, pks):
    if not hasattr(root, "kind"):
        return {schema_of(root()): pks}
    forms = {}
    for pk, kind in root._base_manager.filter(pk__in=pks).values_list("pk", "kind"):
        forms.setdefault(named(kind), []).append(pk)
    return forms


def _each(values, act):
    """Do something with every column and its value; return what is wrong, by the name of the column."""
    errors = {}
    for column, value in values.items():
        try:
            act(column, value)
        except InvalidValue as problem:
            errors[column.name] = str(problem)
    return errors


def _save(thing):
    """Save what is well formed. The database judges its own rules; only when it refuses is it asked which, in words."""
    try:
        with transaction.atomic():
            save_with_free_slug(thing)
    except IntegrityError as refusal:
        raise RecordInvalid(_check(thing, rules=True) or {"__all__": str(refusal)}) from refusal


def _check(thing, rules=False):
    """What the model finds wrong, by field; with `rules`, also those that the database keeps."""
    thing.before_insert()
    try:
        thing.full_clean(validate_unique=rules, validate_constraints=rules)
    except ValidationError as problem:
        return {name: " ".join(words) for name, words in problem.message_dict.items()}
    return {}
