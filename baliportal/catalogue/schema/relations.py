"""Columns that point to something else: countries by code, themes and entries by slug."""

from dataclasses import dataclass

from django.db.models import Prefetch

from ..kinds import all_kinds, named
from ..models import Country, Entry, FormerAddress, Topic
from ..statuses import Status, Visibility
from .scalars import FETCHED, SEPARATOR, InvalidValue, Text, related


def find_country(code):
    """The country of an ISO code; InvalidValue when there is none."""
    try:
        return Country.objects.get(code=code)
    except Country.DoesNotExist:
        raise InvalidValue(f"there is no country “{code}”.") from None


def find_topic(slug):
    """The theme of a slug; InvalidValue when there is none."""
    try:
        return Topic.objects.get(slug=slug)
    except Topic.DoesNotExist:
        raise InvalidValue(f"there is no theme “{slug}”.") from None


def find_entry(kind, slug):
    """The entry of a kind at this address or at a former one of it; InvalidValue when there is none."""
    model = named(kind).model
    found = model.objects.filter(kind=kind, slug=slug).first()
    if found is None:
        moved = FormerAddress.objects.filter(kind=kind, slug=slug).first()
        found = moved and model.objects.filter(pk=moved.entry_id).first()
    if found is None:
        raise InvalidValue(f"there is no {named(kind).label} “{slug}”.")
    return found


def is_visible_to(target, audience):
    """Whether a link to this target may be told to this audience: nobody outside must learn of a draft."""
    if audience in (None, Visibility.SECRETARIAT) or not isinstance(target, Entry):
        return True
    circles = list(Visibility)
    return target.status == Status.PUBLISHED and circles.index(target.visibility) <= circles.index(audience)


def name_of_target(target, fields):
    """What a cell calls the end of a link, by the fields that name it."""
    return "/".join(getattr(target, field) for field in fields)


@dataclass(frozen=True)
class Link(Text):
    """One entry of `kind`, named by its slug; with no kind, any entry, named as kind/slug."""

    kind: str = ""
    max_length: int = 150

    def read(self, thing, attribute, audience):
        target = getattr(thing, attribute)
        if target is None or not is_visible_to(target, audience):
            return ""
        return self.name(target)

    def meant(self, value):
        return self.find(value) if value else None

    def lookups(self, attribute):
        return [attribute]

    @property
    def named_by(self):
        """The fields of the target that name it, with a slash between."""
        return ("slug",) if self.kind else ("kind", "slug")

    def name(self, target):
        return name_of_target(target, self.named_by)

    def find(self, value):
        if self.kind:
            return find_entry(self.kind, value)
        kind, _, slug = value.partition("/")
        if kind not in (form.name for form in all_kinds()):
            raise InvalidValue(f"“{value}” must be a kind and a slug, as law/my-act-670-2007.")
        return Entry.objects.get(pk=find_entry(kind, slug).pk)


@dataclass(frozen=True)
class CountryLink(Link):
    """One country, by its ISO code."""

    named_by = ("code",)

    def find(self, value):
        return find_country(value)


@dataclass(frozen=True)
class TopicLink(Link):
    """One theme, by its slug."""

    named_by = ("slug",)

    def find(self, value):
        return find_topic(value)


@dataclass(frozen=True)
class Links(Text):
    """A set of entries of `kind`, by slug; sorted, each once."""

    kind: str = ""
    table_type = "string"
    empty = ()
    late = True  # a set of links is written after the entry has its row
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

    def read(self, thing, attribute, audience):
        targets = related(thing, attribute)
        return sorted(self.name(target) for target in targets if is_visible_to(target, audience))

    def write(self, thing, attribute, value):
        getattr(thing, attribute).set(self.meant(value))

    def meant(self, value):
        return [self.find(name) for name in value]

    def lookups(self, attribute):
        return [Prefetch(attribute, to_attr=FETCHED + attribute)]

    def name(self, target):
        return name_of_target(target, self.named_by)

    def find(self, value):
        return find_entry(self.kind, value)


@dataclass(frozen=True)
class Countries(Links):
    """A set of countries, by ISO code."""

    named_by = ("code",)

    def find(self, value):
        return find_country(value)


@dataclass(frozen=True)
class Topics(Links):
    """A set of themes, by slug."""

    def find(self, value):
        return find_topic(value)
