"""Registry of the kinds of entry and the vocabularies, listed in settings.KINDS and settings.VOCABULARIES."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

from .canonical import canonical, canonical_part, field_named
from .statuses import Status, Visibility


@dataclass(frozen=True, eq=False)
class RecordSchema:
    """The record schema of one table: its fields in display order.

    `former_fields` names fields that no longer exist: files that still hold them are read without these columns.
    """

    name: str
    label: str
    plural: str
    model: type[Model]
    fields: tuple
    former_fields: tuple = ()
    #: The `StarterFile` with the rows that every installation begins with.
    starter: object = None

    def field(self, name: str):
        """Return the field that has this name or once had it; ValueError when there is none."""
        field = field_named(self.fields, name)
        if field is None:
            raise ValueError(f"{self.plural} have no column “{name}”.")
        return field

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    def is_public(self, record: dict) -> bool:
        """Tell whether everybody may see the subject of this record; vocabularies are open to all."""
        return True

    def canonical(self, record: dict) -> dict:
        """Return a stored record under the present schema, whatever schema it was written under."""
        return canonical(self.fields, record)

    def canonical_part(self, record: dict) -> dict:
        """Return part of a record under the present schema; fields that it lacks stay out."""
        return canonical_part(self.fields, record)

    def public_part(self, record: dict) -> dict | None:
        """Return the fields of a stored record that everybody may see; None while the subject is not public.

        Links stay whatever they lead to, as a stored record does not tell whether their targets are published.
        """
        if not self.is_public(record):
            return None
        return {f.name: f.type.public_part(record[f.name]) for f in self.fields if f.visible_to(Visibility.PUBLIC)}

    def facts(self, record: dict) -> dict:
        """Return the fields that state facts about the subject, without those that describe the record."""
        return self._select(record, lambda field: field.fact)

    def _select(self, record, wanted):
        return {f.name: f.type.select(record[f.name], wanted) for f in self.fields if wanted(f)}


def no_blocks(country, page) -> list:
    """Blocks of a kind that says nothing on the pages of members."""
    return []


@dataclass(frozen=True, eq=False)
class Kind(RecordSchema):
    """A kind of entry: its record schema, and everything that other layers need to know of it.

    `menu_label` stands in the main navigation: "" for the plural, None where another link of the header leads there.
    `types` maps each value of `Entry.type` to its label. `question` says in a few words what a visitor finds here.
    `standing` names the field with the legal or practical status of the subject, not of its record; `remarkable` are
    the values of it that lists show as a badge, `obsolete` those that rank a record last. `number` names the field by
    which records of one title are told apart, `further_dates` those with dates that a feed tells beside `date`. `rank`
    maps the public record of any other to its rank among its peers, from 0 to 1.

    `sections` returns the related entries of a page, as far as an audience may see them. `head` and `blocks` return the
    parts of a page that the kind designs itself (`blocks.Block`), above its facts and below them, from a `RecordPage`;
    fields that they show are not `shown` otherwise. `of_country` returns the blocks that the page of a member gets from
    this kind, from a Country and that member's `RecordPage`; what a block finds not recorded it says in sentences under
    "missing" in its context. `of_country_known` returns these blocks as the portal told them on the day `known` of the
    page; None says in their place that they are of today only. `of_record` returns the blocks that the page of a record
    of another kind gets from this kind, from its `RecordPage`. `parameters` names what the page reads of its query
    string (`page_question.PageQuestion`). `state_on` tells in words the state of the subject on the day of a
    `RecordPage`, for the files of a record. `profiles_countries` is True where each record is about one country, at its
    lower-case ISO code: names of countries lead there. `list_view` is the dotted name of a view for its list, where
    that has a page of its own. `type_lists` are lists of their own for some types (`type_lists.TypeList`). `citation`
    describes how a record is cited (`exports.citations.Citation`).

    A record is due for another check `review_months` after the last one. `checks` and `expected` are the quality checks
    and the expected facts that this kind has beyond those of every kind. `related_pairs` returns the pairs of related
    records in which those of some public ids stand, for checks of two records (`quality.consistency`). `edited_by`
    names the roles that may write its records, where not every writer may. `formats` are further formats of its lists
    and records, by suffix (see `exports.formats.registry.Format`). `calendar` puts its records into the calendar
    (`calendar_entries.CalendarSource`). `answers` are those that the search gives to questions
    (`search.answers.registry.Answers`).
    """

    path: str = ""
    menu_label: str | None = ""
    types: dict = field(default_factory=dict)
    question: str = ""
    standing: str = ""
    number: str = ""
    further_dates: tuple = ()
    remarkable: tuple = ()
    obsolete: tuple = ()
    rank: Callable = lambda record: 1.0
    sections: Callable = lambda entry, audience: []
    head: Callable = lambda page: []
    blocks: Callable = lambda page: []
    of_country: Callable = no_blocks
    of_country_known: Callable | None = None
    of_record: Callable = lambda page: []
    parameters: tuple = ()
    state_on: Callable = lambda page: ""
    profiles_countries: bool = False
    list_view: str = ""
    type_lists: tuple = ()
    citation: object = None
    review_months: int = 12
    checks: tuple = ()
    expected: tuple = ()
    related_pairs: Callable = lambda ids: ()
    edited_by: tuple = ()
    formats: dict = field(default_factory=dict)
    calendar: object = None
    answers: object = None

    def is_public(self, record: dict) -> bool:
        return record.get("status") == Status.PUBLISHED and record.get("visibility") == Visibility.PUBLIC


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Return every kind of entry, in menu order."""
    return tuple(import_string(path) for path in settings.KINDS)


@cache
def all_schemas() -> tuple[RecordSchema, ...]:
    """Return every record schema: the kinds, then the vocabularies."""
    return all_kinds() + tuple(import_string(path) for path in settings.VOCABULARIES)


@cache
def _by_name():
    return {schema.name: schema for schema in all_schemas()}


@cache
def _by_model():
    return {schema.model: schema for schema in all_schemas()}


def named(name: str) -> RecordSchema:
    """Return the record schema of a name such as 'law' or 'topic'; KeyError for an unknown name."""
    return _by_name()[name]


def find(name: str) -> RecordSchema | None:
    """Return the record schema of a name; None for a former kind, which the journal may still name."""
    return _by_name().get(name)


def label_of(name: str) -> str:
    """Return the label of one record of a schema; of a former kind, its name."""
    schema = find(name)
    return schema.label if schema else name


def name_of(model: type) -> str:
    """Return the kind's name of a model class; TypeError for one that is no kind, such as the bare Entry."""
    if model not in _by_model():
        raise TypeError(f"{model.__name__} is not a kind of entry: save a Law, a Workshop or another kind.")
    return _by_model()[model].name


def schema_of(instance) -> RecordSchema:
    """Return the record schema of an entry or a vocabulary term."""
    return named(instance.kind) if getattr(instance, "kind", "") in _by_name() else _by_model()[type(instance)]


def schema_of_model(model: type) -> RecordSchema:
    """Return the record schema of a model class."""
    return _by_model()[model]


def models_under(root: type) -> list[type]:
    """Return the model and, for Entry, the models of all kinds."""
    kinds = [kind.model for kind in all_kinds() if issubclass(kind.model, root)]
    return [root, *(model for model in kinds if model is not root)]
