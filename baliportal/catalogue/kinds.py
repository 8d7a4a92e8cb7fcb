"""The kinds of entry and the vocabularies, as the roof lists them in settings.KINDS and settings.VOCABULARIES."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .canonical import canonical, canonical_part, field_named
from .statuses import Status, Visibility


@dataclass(frozen=True, eq=False)
class RecordSchema:
    """The record form of one table: its columns in the order in which people see them.

    `former_fields` names those that are no more: files that still hold them are read without.
    """

    name: str
    label: str
    plural: str
    model: type
    fields: tuple
    former_fields: tuple = ()
    starter: object = None  # the `StarterFile` with the rows that every installation begins with

    def field(self, name):
        """The column that has this name or once had it; ValueError when there is none."""
        column = field_named(self.fields, name)
        if column is None:
            raise ValueError(f"{self.plural} have no column “{name}”.")
        return column

    @property
    def names(self):
        return [column.name for column in self.fields]

    def is_public(self, record):
        """Whether everybody may see a thing whose record is this; vocabularies are open to all."""
        return True

    def canonical(self, record):
        """A stored record under the present schema, whatever schema it was written under."""
        return canonical(self.fields, record)

    def canonical_part(self, record):
        """A part of a record under the present schema; what it does not hold stays out of it."""
        return canonical_part(self.fields, record)

    def public_part(self, record):
        """The columns of a stored record that everybody may see; None while nobody outside may see the thing at all.

        Links stay, whatever they lead to: a stored record does not say what is published at their other end.
        """
        return self._part(record, lambda column: column.told_to(Visibility.PUBLIC)) if self.is_public(record) else None

    def facts(self, record):
        """What a record states of the thing itself, without what editors say of the record."""
        return self._part(record, lambda column: column.fact)

    def _part(self, record, wanted):
        return {c.name: c.type.part(record[c.name], wanted) for c in self.fields if wanted(c)}


@dataclass(frozen=True, eq=False)
class Kind(RecordSchema):
    """A kind of entry: its record form, and all that other layers need to know of it.

    `types` maps each value of `Entry.type` to its label. `question` says in a few words what a visitor finds here.
    `standing` names the field that says whether the thing itself holds: the legal status of a law, not of its record;
    `remarkable` are the values of it that a list must not keep quiet about, `obsolete` those under which a record is
    ranked last. `rank` says of the public record of any other how it ranks beside its peers, from 0 to 1.

    `sections` gives the page's relations. `list_view` is the dotted name of a view for its list, where that has a page
    of its own. `citation` says how a record is cited (`exports.citations.Citation`). `review_months` after a check a
    record is to be checked again. `checks` and `expected` are the quality checks and the expected facts that this kind
    has beyond those of every kind. `edited_by` names the roles that may write its records, where not all writers may.
    `formats` are further formats of its lists and records, by suffix (see `exports.formats.registry.Format`).
    """

    path: str = ""
    types: dict = field(default_factory=dict)
    question: str = ""
    standing: str = ""
    remarkable: tuple = ()
    obsolete: tuple = ()
    rank: Callable = lambda record: 1.0
    sections: Callable = lambda entry: []
    list_view: str = ""
    citation: object = None
    review_months: int = 12
    checks: tuple = ()
    expected: tuple = ()
    edited_by: tuple = ()
    formats: dict = field(default_factory=dict)

    def is_public(self, record):
        return record.get("status") == Status.PUBLISHED and record.get("visibility") == Visibility.PUBLIC


@cache
def all_kinds():
    """Every kind of entry, in the order of the menu."""
    return tuple(import_string(path) for path in settings.KINDS)


@cache
def all_schemas():
    """Every record form: the kinds and the vocabularies."""
    return all_kinds() + tuple(import_string(path) for path in settings.VOCABULARIES)


@cache
def _by_name():
    return {form.name: form for form in all_schemas()}


@cache
def _by_model():
    return {form.model: form for form in all_schemas()}


def named(name):
    """The form called 'law', 'topic' and so on; KeyError for a name nobody listed."""
    return _by_name()[name]


def find(name):
    """The form of this name; None for one that is no more, of which the journal still tells."""
    return _by_name().get(name)


def label_of(name):
    """What one record of this form is called; of a form that is no more, the name it had."""
    form = find(name)
    return form.label if form else name


def name_of(model):
    """The kind's name for a model class; TypeError for one that is no kind, such as the bare Entry."""
    if model not in _by_model():
        raise TypeError(f"{model.__name__} is not a kind of entry: save a Law, a Workshop or another kind.")
    return _by_model()[model].name


def schema_of(thing):
    """The record form of an entry or a vocabulary term."""
    return named(thing.kind) if getattr(thing, "kind", "") in _by_name() else _by_model()[type(thing)]


def schema_of_model(model):
    """The record form of a model class."""
    return _by_model()[model]


def models_under(root):
    """The model and, for Entry, the models of all kinds."""
    kinds = [kind.model for kind in all_kinds() if issubclass(kind.model, root)]
    return [root, *(model for model in kinds if model is not root)]
