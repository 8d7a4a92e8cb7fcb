"""The record form: the flat, typed, documented form of an entry, and the way back.

From the list of columns that each kind declares come the starter loader, the exports, the journal's snapshots, the
facts on a page, the words in the search index and the data dictionary.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from . import journal
from .kinds import form_of, named
from .publishing import Visibility
from .values import InvalidValue

AUDIENCES = [Visibility.PUBLIC, Visibility.OFFICIALS, Visibility.SECRETARIAT]


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a record form.

    `meaning` and `example` are for people: admin, data dictionary, documentation. `attribute` is the field it reads
    and writes. `search` names the field of the index it feeds and `facet` the facet. A `governed` column is read
    only here: publishing writes it. `audience` is the widest circle that may see it. `shown` puts it among the facts
    of the entry's page.
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

    def __post_init__(self):
        object.__setattr__(self, "attribute", self.attribute or self.name)

    def told_to(self, audience):
        """Whether this audience may see the column at all; None stands for no limit."""
        return audience is None or AUDIENCES.index(audience) >= AUDIENCES.index(self.audience)

    def read(self, thing, audience=None):
        """The value for this audience; with no audience, everything."""
        if not self.told_to(audience):
            return list(self.type.empty) if self.type.late else self.type.empty
        return self.type.read(thing, self.attribute, audience)

    def write(self, thing, value):
        self.type.write(thing, self.attribute, value)


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
    return {column.name: column.read(thing, audience) for column in form_of(thing).columns}


def apply_record(entry, record):
    """Write a record into an entry and save it, as one act; the exact inverse of `to_record`.

    Columns that the record lacks stay as they are; governed columns are publishing's to write and are passed over.
    Returns the entry. Raises RecordInvalid, with nothing written, when a value does not fit.
    """
    entry = getattr(entry, "specific", entry) if entry.pk else entry
    values = clean_record(form_of(entry), record)
    with journal.recording():
        if entry._state.adding and record.get("id"):
            entry.public_id = record["id"]
        _write(entry, {column: value for column, value in values.items() if not column.type.late})
        _save(entry)
        _write(entry, {column: value for column, value in values.items() if column.type.late})
    return entry


def clean_record(form, record):
    """The canonical values by column; raises RecordInvalid naming every column that is wrong."""
    values, errors = {}, {name: "is not a column of this record." for name in record if name not in form.names}
    for column in form.columns:
        if column.name in record and not column.governed:
            try:
                values[column] = column.type.clean(record[column.name])
            except InvalidValue as problem:
                errors[column.name] = str(problem)
    if errors:
        raise RecordInvalid(errors)
    return values


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
        *(look for column in form.columns for look in column.type.lookups(column.attribute))
    )


def _by_form(root, pks):
    if not hasattr(root, "kind"):
        return {form_of(root()): pks}
    forms = {}
    for pk, kind in root._base_manager.filter(pk__in=pks).values_list("pk", "kind"):
        forms.setdefault(named(kind), []).append(pk)
    return forms


def _write(thing, values):
    errors = {}
    for column, value in values.items():
        try:
            column.write(thing, value)
        except InvalidValue as problem:
            errors[column.name] = str(problem)
    if errors:
        raise RecordInvalid(errors)


def _save(thing):
    """Save what is well formed. The database judges its own rules; only when it refuses is it asked which, in words."""
    try:
        thing.before_insert()
        thing.full_clean(validate_unique=False, validate_constraints=False)
        with transaction.atomic():
            thing.save()
    except ValidationError as problem:
        raise _invalid(problem) from problem
    except IntegrityError as refusal:
        try:
            thing.full_clean()
        except ValidationError as problem:
            raise _invalid(problem) from problem
        raise RecordInvalid({"__all__": str(refusal)}) from refusal


def _invalid(problem):
    return RecordInvalid({name: " ".join(words) for name, words in problem.message_dict.items()})
