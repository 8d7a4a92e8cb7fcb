"""The kinds of entry and the vocabularies, as the roof lists them in settings.KINDS and settings.VOCABULARIES."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .statuses import Status, Visibility


@dataclass(frozen=True, eq=False)
class RecordSchema:
    """The record form of one table: its columns in the order in which people see them."""

    name: str
    label: str
    plural: str
    model: type
    columns: tuple

    def column(self, name):
        """The column of this name; ValueError when there is none."""
        return self.columns[self.names.index(name)]

    @property
    def names(self):
        return [column.name for column in self.columns]

    def is_public(self, record):
        """Whether everybody may see a thing whose record is this; vocabularies are open to all."""
        return True

    def public_part(self, record):
        """The columns of a stored record that everybody may see; None while nobody outside may see the thing at all.

        Links stay, whatever they lead to: a stored record does not say what is published at their other end.
        """
        if not self.is_public(record):
            return None
        return {c.name: c.type.public_part(record.get(c.name)) for c in self.columns if c.told_to(Visibility.PUBLIC)}


@dataclass(frozen=True, eq=False)
class Kind(RecordSchema):
    """A kind of entry: its record form, the path of its list, and the types it is divided into.

    `types` maps each value of `Entry.type` to its label. `question` says in a few words what a visitor finds here.
    `standing` names the field that says whether the thing itself holds: the legal status of a law, not of its record;
    `remarkable` are the values of it that a list must not keep quiet about. `sections` gives the page's relations.
    `formats` are further formats in which its lists and records are handed out, by suffix (see `exports.files.Format`).
    """

    path: str = ""
    types: dict = field(default_factory=dict)
    question: str = ""
    standing: str = ""
    remarkable: tuple = ()
    sections: Callable = lambda entry: []
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


def name_of(model):
    """The kind's name for a model class; TypeError for one that is no kind, such as the bare Entry."""
    if model not in _by_model():
        raise TypeError(f"{model.__name__} is not a kind of entry: save a Law, a Workshop or another kind.")
    return _by_model()[model].name


def schema_of(thing):
    """The record form of an entry or a vocabulary term."""
    return named(thing.kind) if getattr(thing, "kind", "") in _by_name() else _by_model()[type(thing)]


def models_under(root):
    """The model and, for Entry, the models of all kinds."""
    kinds = [kind.model for kind in all_kinds() if issubclass(kind.model, root)]
    return [root, *(model for model in kinds if model is not root)]
