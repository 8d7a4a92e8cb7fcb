"""Record schemas: reading an entry as a flat, typed record, and writing a record into an entry.

From the fields that each kind declares come the starter loader, the exports, the journal's snapshots, the
facts on a page, the words in the search index and the data dictionary.
"""

from functools import cache

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from .. import journal
from ..addresses import save_with_free_slug
from ..kinds import RecordSchema, named, schema_of
from .prefetched import prefetch_together
from .scalars import InvalidValue
from .schema_field import SchemaField

__all__ = ["RecordInvalid", "SchemaField"]


class RecordInvalid(ValueError):
    """A record that cannot be applied; `errors` maps the names of fields to what is wrong with them."""

    def __init__(self, errors: dict[str, str]):
        self.errors = errors
        super().__init__("; ".join(f"{name}: {words}" for name, words in errors.items()))


def to_record(entry, audience: str | None = None) -> dict:
    """Return the record of an entry or a term: a dict from field name to plain JSON value.

    With an audience, whatever it may not see is empty: links to unpublished entries, contact points.
    """
    instance = getattr(entry, "specific", entry)
    return {field.name: field.read(instance, audience) for field in schema_of(instance).fields}


def apply_record(entry, record: dict):
    """Write a record into an entry and save it, as one act; the exact inverse of `to_record`.

    Fields that the record lacks stay as they are. Governed fields are skipped: publishing writes them.
    Returns the entry. Raises RecordInvalid, with nothing written, when a value does not fit; the instance in memory
    must not be used after that.
    """
    with journal.recording(), transaction.atomic():
        return save_prepared(*prepare_record(entry, record))


def prepare_record(entry, record: dict) -> tuple:
    """Do what `apply_record` does before the first write: return the entry and the values for `save_prepared`.

    For what is to be written in a transaction that others wait for. Raises RecordInvalid.
    """
    entry = getattr(entry, "specific", entry) if entry.pk else entry
    values, errors = _cleaned(schema_of(entry), record)
    now, late = ({f: value for f, value in values.items() if f.type.late is is_late} for is_late in (False, True))
    if entry._state.adding and record.get("id"):
        entry.public_id = record["id"]
    errors |= _errors_of(now, lambda field, value: field.write(entry, value))
    errors = _check(entry) | errors
    if errors:
        raise RecordInvalid(errors | _errors_of(late, lambda field, value: field.type.to_python(value)))
    return entry, late


def save_prepared(entry, late: dict):
    """Save an entry with the values that need its key, inside a transaction; return it. Raises RecordInvalid."""
    _save(entry)
    errors = _errors_of(late, lambda field, value: field.write(entry, value))
    if errors:
        raise RecordInvalid(errors)
    return entry


class _RollBack(Exception):
    """Ends a trial write, so that its transaction is rolled back and the journal stays as it was."""


def check_record(entry, record: dict) -> dict[str, str]:
    """Return the errors that `apply_record` would raise, by field; nothing is written.

    The instance in memory must not be used afterwards. Where only the database can judge a value, the record is written
    and rolled back.
    """
    values, errors = _cleaned(schema_of(entry), record)
    if entry._state.adding or any(
        f.type.needs_database or f.attribute in _constrained_fields(type(entry)) for f in values
    ):
        return _trial_errors(entry, record)
    errors |= _errors_of(values, lambda field, value: field.type.to_python(value))
    now = {field: value for field, value in values.items() if not field.type.late and field.name not in errors}
    return errors | _errors_of(now, lambda field, value: field.write(entry, value)) | _check(entry)


@cache
def _constrained_fields(model):
    """Names of the model fields that are unique or take part in a constraint."""
    rules = [rule for table in (model, *model._meta.get_parent_list()) for rule in table._meta.constraints]
    names = {field.name for field in model._meta.fields if field.unique}
    for rule in rules:
        condition = getattr(rule, "condition", None)
        names |= {*getattr(rule, "fields", ()), *(condition.referenced_base_fields if condition else ())}
        names |= {part.name for part in getattr(rule, "expressions", ()) if hasattr(part, "name")}
    return names


def _trial_errors(entry, record):
    try:
        with journal.recording(), transaction.atomic():
            apply_record(entry, record)
            raise _RollBack
    except RecordInvalid as problem:
        return problem.errors
    except _RollBack:
        return {}


def clean_record(schema: RecordSchema, record: dict) -> dict:
    """Return the canonical values by SchemaField; raises RecordInvalid naming every field that is wrong."""
    values, errors = _cleaned(schema, record)
    if errors:
        raise RecordInvalid(errors)
    return values


def _cleaned(schema, record):
    values = {field: record[field.name] for field in schema.fields if field.name in record and not field.governed}
    unknown = {name: "is not a column of this record." for name in record if name not in schema.names}
    errors = _errors_of(values, lambda field, value: values.update({field: field.type.clean(value)}))
    return {field: value for field, value in values.items() if field.name not in errors}, unknown | errors


def records_by_pk(root: type, pks) -> dict:
    """Return {pk: (instance, record)} of many rows of one table in few queries; rows that are gone are left out."""
    records = {}
    for schema, keys in _by_schema(root, pks).items():
        for instance in with_relations(schema).filter(pk__in=keys):
            records[instance.pk] = (instance, to_record(instance))
    return records


def with_relations(schema: RecordSchema, queryset: QuerySet | None = None) -> QuerySet:
    """Return the schema's rows with every relation that its fields read prefetched, in a fixed number of queries."""
    queryset = schema.model._default_manager.all() if queryset is None else queryset
    lookups = [lookup for field in schema.fields for lookup in field.type.lookups(field.attribute)]
    return queryset.prefetch_related(*lookups)


def prefetch_relations(schema: RecordSchema, instances: list, audience: str) -> list:
    """Prefetch the relations of few rows that the fields seen by an audience read, in one query; return the rows."""
    seen = [field for field in schema.fields if field.visible_to(audience)]
    lookups = [lookup for field in seen for lookup in field.type.joined_lookups(schema.model, field.attribute)]
    prefetch_together(instances, lookups)
    return instances


def _by_schema(root, pks):
    if not hasattr(root, "kind"):
        return {schema_of(root()): pks}
    schemas = {}
    for pk, kind in root._base_manager.filter(pk__in=pks).values_list("pk", "kind"):
        schemas.setdefault(named(kind), []).append(pk)
    return schemas


def _errors_of(values, function):
    """Call a function with every field and its value; return the messages of InvalidValue by field name."""
    errors = {}
    for field, value in values.items():
        try:
            function(field, value)
        except InvalidValue as problem:
            errors[field.name] = str(problem)
    return errors


def _save(instance):
    """Save an instance; when a database constraint refuses it, raise RecordInvalid naming the constraint in words.

    Constraints are validated only after a refusal, as validating each costs a query.
    """
    try:
        with transaction.atomic():
            save_with_free_slug(instance)
    except IntegrityError as refusal:
        raise RecordInvalid(_check(instance, rules=True) or {"__all__": str(refusal)}) from refusal


def _check(instance, rules=False):
    """Return the errors of model validation by field; with `rules`, those of unique fields and constraints too."""
    instance.before_insert()
    try:
        instance.full_clean(validate_unique=rules, validate_constraints=rules)
    except ValidationError as problem:
        return {name: " ".join(words) for name, words in problem.message_dict.items()}
    return {}
