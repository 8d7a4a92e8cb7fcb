"""Labelled facts and tables of a record page, from the fields of the record schema."""

from dataclasses import dataclass, replace
from functools import singledispatch
from urllib.parse import quote, urlsplit

from .country_pages import country_url
from .kinds import schema_of
from .languages import language_name
from .missing_facts import tell_us_url
from .partial_dates import PartialDate, in_words
from .publishing import Visibility
from .schema.names import Names, names_in
from .schema.nested import NestedRows
from .schema.prefetched import related
from .schema.relations import Countries, CountryLink, Link, Links, Topics, is_visible_to
from .schema.scalars import Choice, Date, Language, Mailbox, Number, Text, Url, YesNo
from .statuses import RESTRICTIONS

#: Characters above which a fact is set as a paragraph.
LONG_TEXT = 160


@dataclass(frozen=True)
class Shown:
    """One value as a page shows it; `url` makes it a link."""

    text: str
    url: str = ""
    lang: str = ""
    dir: str = ""
    external: bool = False


@dataclass(frozen=True)
class Fact:
    """A label with its values; a `long` one is set as a paragraph. Without values it is not recorded.

    `tell_us` is then the address at which a visitor can say what it is.
    """

    label: str
    values: list
    tell_us: str = ""

    @property
    def long(self):
        return any(len(value.text) > LONG_TEXT for value in self.values)


@dataclass(frozen=True)
class Table:
    """The nested rows of an entry, without columns that are empty in all rows; `restriction` says who alone sees it."""

    caption: str
    headings: list
    rows: list
    restriction: str = ""
    tell_us: str = ""


def facts_of(entry, audience=Visibility.PUBLIC, missing=()) -> list[Fact]:
    """Return the facts of an entry that an audience may see; of empty ones, those that are expected and `missing`.

    Facts that certain nested rows state, as files of one role, have no field of their own and come last.
    """
    fields = [field for field in _fields(entry, audience) if not isinstance(field.type, NestedRows)]
    places = _places(fields, missing)
    facts = [_fact(field, entry, audience, places.get(field.name)) for field in fields]
    facts += [Fact(fact.label, [], _tell_us(entry, fact)) for fact in missing if fact.rows]
    return [fact for fact in facts if fact.values or fact.tell_us]


def tables_of(entry, audience=Visibility.PUBLIC, missing=()) -> list[Table]:
    """Return the tables of an entry that an audience may see; of empty ones, those that are expected and `missing`."""
    fields = [field for field in _fields(entry, audience) if isinstance(field.type, NestedRows)]
    places = _places(fields, missing)
    tables = [_table(field, entry, audience, places.get(field.name)) for field in fields]
    return [table for table in tables if table.rows or table.tell_us]


def shown(field, instance, audience) -> list[Shown]:
    """Return the values of one field as pages show them to an audience."""
    return show(field.type, instance, field.attribute, audience)


def _fields(entry, audience):
    return [field for field in schema_of(entry).fields if field.shown and field.visible_to(audience)]


def _places(fields, missing):
    """Return the missing fact that stands in the place of a field, by its name: that of the fact's first field here."""
    names = {field.name for field in fields}
    stated_by = [(fact, [name for name in fact.field_names if name in names]) for fact in missing]
    return {shown_names[0]: fact for fact, shown_names in stated_by if shown_names}


def _fact(field, entry, audience, missing):
    if missing is None:
        return Fact(field.label, shown(field, entry, audience))
    label = field.label if len(missing.field_names) == 1 else missing.label
    return Fact(label, [], _tell_us(entry, missing))


def _tell_us(entry, missing):
    return tell_us_url(f"{entry.kind}/{entry.slug}", missing.name) if missing else ""


def _table(field, entry, audience, missing):
    parts = field.type.visible_parts(entry, field.attribute, audience)
    rows = [[shown(inner, part, audience) for inner in field.type.fields] for part in parts]
    used = [index for index in range(len(field.type.fields)) if any(row[index] for row in rows)]
    headings = [field.type.fields[index].label for index in used]
    cells = [[_cell(row[index]) for index in used] for row in rows]
    return Table(field.label, headings, cells, RESTRICTIONS.get(field.audience, ""), _tell_us(entry, missing))


def _cell(values):
    """Return the first value for a table cell; a web address is shortened to its host, the link keeps all of it."""
    value = values[0] if values else Shown("")
    return replace(value, text=urlsplit(value.url).hostname or value.text) if value.external else value


@singledispatch
def show(kind, instance, attribute: str, audience: str) -> list[Shown]:
    """Return the values of an attribute as pages show them, by the type of its schema field."""
    raise TypeError(f"Pages cannot show {kind!r}.")


@show.register
def _(kind: Text, instance, attribute, audience):
    text = getattr(instance, attribute)
    return [Shown(text)] if text else []


@show.register
def _(kind: Names, instance, attribute, audience):
    return [Shown(name) for name in names_in(getattr(instance, attribute))]


@show.register
def _(kind: Url, instance, attribute, audience):
    address = getattr(instance, attribute)
    return [Shown(address, url=address, external=True)] if address else []


@show.register
def _(kind: Mailbox, instance, attribute, audience):
    address = getattr(instance, attribute)
    return [Shown(address, url=f"mailto:{quote(address, safe='@')}")] if address else []


@show.register
def _(kind: Choice, instance, attribute, audience):
    value = getattr(instance, attribute)
    label = str(dict(kind.choices).get(value, value))
    return [Shown(label[:1].upper() + label[1:])] if value else []


@show.register
def _(kind: Language, instance, attribute, audience):
    code = getattr(instance, attribute)
    return [Shown(language_name(code), url=f"/search/?language={code}")] if code else []


@show.register
def _(kind: Date, instance, attribute, audience):
    date = getattr(instance, attribute)
    return [Shown(in_words(date if isinstance(date, PartialDate) else PartialDate.of(date)))] if date else []


@show.register
def _(kind: Number, instance, attribute, audience):
    number = getattr(instance, attribute)
    return [] if number is None else [Shown(str(number))]


@show.register
def _(kind: YesNo, instance, attribute, audience):
    value = getattr(instance, attribute)
    return [] if value is None else [Shown("Yes" if value else "No")]


@show.register
def _(kind: Link, instance, attribute, audience):
    target = getattr(instance, attribute)
    return _targets([target] if target else [], audience)


@show.register
def _(kind: CountryLink, instance, attribute, audience):
    country = getattr(instance, attribute)
    return _countries([country] if country else [], audience)


@show.register
def _(kind: Links, instance, attribute, audience):
    return _targets(related(instance, attribute), audience)


@show.register
def _(kind: Countries, instance, attribute, audience):
    return _countries(related(instance, attribute), audience)


@show.register
def _(kind: Topics, instance, attribute, audience):
    return [Shown(topic.label, url=topic.get_absolute_url()) for topic in related(instance, attribute)]


def _targets(targets, audience):
    visible = [target for target in targets if is_visible_to(target, audience)]
    return [Shown(str(target), url=_address(target)) for target in visible]


def _address(target):
    """Return the page of a related instance; "" for one that has none."""
    return target.get_absolute_url() if hasattr(target, "get_absolute_url") else ""


def _countries(countries, audience):
    return [Shown(country.name, url=country_url(country.code, audience)) for country in countries]
