"""Relation field types of record schemas: countries by code, themes and entries by slug."""

from dataclasses import dataclass

from django.db.models import Prefetch

from ..bulk_load import current_bulk_load
from ..kinds import all_kinds, named
from ..models import Country, Entry, FormerAddress, Topic
from .prefetched import FETCHED, related
from .scalars import SEPARATOR, InvalidValue, Text


def find_country(code: str) -> Country:
    """Return the country of an ISO code; InvalidValue when there is none."""
    try:
        return Country.objects.get(code=code)
    except Country.DoesNotExist:
        raise InvalidValue(f"there is no country “{code}”.") from None


def find_topic(slug: str) -> Topic:
    """Return the theme of a slug; InvalidValue when there is none."""
    try:
        return Topic.objects.get(slug=slug)
    except Topic.DoesNotExist:
        raise InvalidValue(f"there is no theme “{slug}”.") from None


def find_entry(kind: str, slug: str) -> Entry:
    """Return the entry of a kind at this address or a former one; InvalidValue when there is none."""
    model = named(kind).model
    entry = model.objects.filter(kind=kind, slug=slug).first()
    if entry is None:
        moved = FormerAddress.objects.filter(kind=kind, slug=slug).first()
        entry = moved and model.objects.filter(pk=moved.entry_id).first()
    if entry is None:
        raise InvalidValue(f"there is no {named(kind).label} “{slug}”.")
    return entry


def is_visible_to(target, audience: str | None) -> bool:
    """Tell whether this audience may see a link to this target, as links must not reveal a draft; None: no limit."""
    return audience is None or not isinstance(target, Entry) or target.is_published_for(audience)


def name_of_target(target, fields: tuple[str, ...]) -> str:
    """Return the text of a relation in a cell: the values of the target's naming fields, joined by a slash."""
    return "/".join(getattr(target, field) for field in fields)


def _target(field_type, name: str):
    """Return what a relation's name stands for; InvalidValue when there is nothing."""
    load = current_bulk_load()
    if load is None:
        return field_type.find(name)
    return load.target((field_type.vocabulary, field_type.kind, name), lambda: field_type.find(name))


@dataclass(frozen=True)
class Link(Text):
    """One entry of `kind`, named by its slug; with no kind, any entry, named as kind/slug.

    A subclass that names the terms of a vocabulary has the name of its schema in `vocabulary`.
    """

    kind: str = ""
    vocabulary = ""
    max_length: int = 150

    def read(self, instance, attribute, audience):
        target = getattr(instance, attribute)
        if target is None or not is_visible_to(target, audience):
            return ""
        return self.name(target)

    def to_python(self, value):
        return _target(self, value) if value else None

    def lookups(self, attribute):
        return [attribute]

    @property
    def named_by(self):
        """Model fields of the target that make up its name in a cell."""
        return ("slug",) if self.kind else ("kind", "slug")

    def name(self, target):
        return name_of_target(target, self.named_by)

    def find(self, value):
        if self.kind:
            return find_entry(self.kind, value)
        kind, _, slug = value.partition("/")
        if kind not in (known.name for known in all_kinds()):
            raise InvalidValue(f"“{value}” must be a kind and a slug, as law/my-act-670-2007.")
        return Entry.objects.get(pk=find_entry(kind, slug).pk)


@dataclass(frozen=True)
class CountryLink(Link):
    """One country, by its ISO code."""

    vocabulary = "country"
    named_by = ("code",)

    def find(self, value):
        return find_country(value)


@dataclass(frozen=True)
class TopicLink(Link):
    """One theme, by its slug."""

    vocabulary = "topic"
    named_by = ("slug",)

    def find(self, value):
        return find_topic(value)


@dataclass(frozen=True)
class Links(Text):
    """A set of entries of `kind`, by slug, or of terms of a `vocabulary`; sorted and without duplicates."""

    kind: str = ""
    vocabulary = ""
    table_type = "string"
    empty = ()
    late = True
    named_by = ("slug",)

    def parse(self, text):
        return self.clean([part.strip() for part in text.split(SEPARATOR) if part.strip()])

    def format(self, value):
        return SEPARATOR.join(value)

    def clean(self, value):
        if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
            raise InvalidValue("must be a list.")
        if any(SEPARATOR in part or part != part.strip() or not part for part in value):
            raise InvalidValue(f"has an item that is empty, has spaces around it or holds a “{SEPARATOR}”.")
        return sorted({super(Links, self).clean(part) for part in value})

    def canonical(self, value):
        return value if isinstance(value, list) else []

    def read(self, instance, attribute, audience):
        targets = related(instance, attribute)
        return sorted(self.name(target) for target in targets if is_visible_to(target, audience))

    def write(self, instance, attribute, value):
        relation, targets, load = getattr(instance, attribute), self.to_python(value), current_bulk_load()
        if load is not None and instance.public_id in load.new:
            load.add_links(relation, targets)
        else:
            relation.set(targets)

    def to_python(self, value):
        return [_target(self, name) for name in value]

    def lookups(self, attribute):
        return [Prefetch(attribute, to_attr=FETCHED + attribute)]

    def name(self, target):
        return name_of_target(target, self.named_by)

    def find(self, value):
        return find_entry(self.kind, value)


@dataclass(frozen=True)
class Countries(Links):
    """A set of countries, by ISO code."""

    vocabulary = "country"
    named_by = ("code",)

    def find(self, value):
        return find_country(value)


@dataclass(frozen=True)
class Topics(Links):
    """A set of themes, by slug."""

    vocabulary = "topic"

    def find(self, value):
        return find_topic(value)
