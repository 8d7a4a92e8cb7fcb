"""Projection of records to documents: what an audience may see of them, with the names of related records."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.utils.module_loading import import_string

from baliportal.catalogue.kinds import Kind, named
from baliportal.catalogue.languages import language_name
from baliportal.catalogue.models import Country, Entry, Topic
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.bulk_reader import BulkReader
from baliportal.catalogue.schema.names import names_in
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField, to_record
from baliportal.catalogue.schema.relations import Countries, CountryLink, Link, Links, TopicLink, Topics
from baliportal.catalogue.verification_states import verification_states

from .document import Document, PageText

# Texts or values under the name of a field of the index or a facet.
Lists = dict[str, list[Any]]

# Entries held in memory at a time.
BATCH = 500


class Names:
    """The names behind codes and slugs: of countries and themes read at once, titles of entries when first needed."""

    def __init__(self) -> None:
        self._countries: dict[str, str] = dict(Country.objects.values_list("code", "name"))
        self._topics: dict[str, Topic] = {topic.slug: topic for topic in Topic.objects.select_related("parent")}
        self._titles: dict[tuple[str, str], str | None] = {}

    def forget_titles(self) -> None:
        """Titles of entries change more often than the names of countries and themes."""
        self._titles.clear()

    def country(self, code: str) -> str:
        return self._countries.get(code, code)

    def topic(self, slug: str) -> str:
        """A theme's label and that of its wider theme."""
        topic = self._topics[slug]
        return " · ".join([topic.label, topic.parent.label] if topic.parent else [topic.label])

    def with_wider(self, slugs: Sequence[str]) -> tuple[str, ...]:
        """The themes and their wider themes."""
        wider = (self._topics[slug].parent.slug for slug in slugs if self._topics[slug].parent)
        return tuple(dict.fromkeys([*slugs, *wider]))

    def title(self, kind: str, slug: str) -> str:
        """The title of an entry; its slug where there is no such entry."""
        if (kind, slug) not in self._titles:
            self._titles[kind, slug] = (
                Entry.objects.filter(kind=kind, slug=slug).values_list("title", flat=True).first()
            )
        return self._titles[kind, slug] or slug


def documents(
    pks: Iterable[int],
    names: Names | None = None,
    readers: dict[str, BulkReader] | None = None,
    audience: str = Visibility.PUBLIC,
) -> Iterator[Document]:
    """The documents of those among these entries that are published for an audience, in a few queries.

    `readers` by kind are filled on the first call and used again on the next.
    """
    names, readers = names or Names(), {} if readers is None else readers
    pks_by_kind: dict[str, list[int]] = {}
    for kind, pk in Entry.objects.published(audience).filter(pk__in=pks).values_list("kind", "pk"):
        pks_by_kind.setdefault(kind, []).append(pk)
    for kind, keys in pks_by_kind.items():
        schema = cast(Kind, named(kind))
        reader = readers.setdefault(kind, BulkReader(schema))
        for entry in reader.read(keys):
            yield document(schema, entry, names, audience)


def all_documents(audience: str = Visibility.PUBLIC) -> Iterator[Document]:
    """The document of every entry that is published for an audience, in bounded memory."""
    entries = Entry.objects.published(audience).order_by("pk")
    names, last = Names(), 0
    readers: dict[str, BulkReader] = {}
    while True:
        pks = list(entries.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH])
        if not pks:
            return
        yield from documents(pks, names, readers, audience)
        last = pks[-1]


def document(schema: Kind, entry: Any, names: Names, audience: str = Visibility.PUBLIC) -> Document:
    """The document of one entry, an Entry or a RawEntry, that an audience may see."""
    record = to_record(entry, audience)
    words, facets = _words_and_values(schema.fields, record, names)
    pages = tuple(_pages_of()(record))
    about = [schema.label, schema.types.get(record["type"], ""), language_name(record["language"])]
    return Document(
        id=entry.public_id,
        pk=entry.pk,
        kind=schema.name,
        type=record["type"],
        language=record["language"],
        countries=tuple(dict.fromkeys(facets.get("country", []))),
        topics=names.with_wider(facets.get("topic", [])),
        themes=tuple(record["topics"]),
        date=record["date"] or record.get("in_force_date", ""),
        title=_joined(words, "title"),
        original_title=_joined(words, "original_title"),
        other_names=tuple(name for text in words.get("other_names", ()) for name in names_in(text)),
        numbers=_joined(words, "number"),
        names=" · ".join([_joined(words, "names"), *filter(None, about)]),
        summary=_joined(words, "summary"),
        text=_joined(words, "text"),
        pages=pages,
        file_languages=tuple(_file_languages(record.get("files", ()), pages)),
        has=("file",) if record.get("files") else (),
        verification=verification_states(record["verified_on"], record["verification_lapsed_on"], record["doubt"]),
        meetings=tuple(facets.get("meeting", [])),
        states=tuple(facets.get("state", [])),
        standing=_standing(schema, record),
    )


@cache
def _pages_of() -> Any:
    """The function of `settings.INDEXED_PAGES`: the pages of the files that a record names, as PageText."""
    return import_string(settings.INDEXED_PAGES) if settings.INDEXED_PAGES else lambda record: ()


def _file_languages(files: Iterable[Mapping[str, Any]], pages: Iterable[PageText]) -> Iterator[str]:
    """The language of each file: as the record says or, where it says none, as most of the file's pages are in."""
    detected: dict[str, Counter[str]] = {}
    for page in pages:
        if page.language:
            detected.setdefault(page.sha256, Counter())[page.language] += 1
    for file in files:
        [(most, _)] = detected.get(file["sha256"], Counter()).most_common(1) or [("", 0)]
        yield file["language"] or most


def _standing(schema: Kind, record: Mapping[str, Any]) -> float:
    """0 for a record that is no longer in force, else its kind's rank: 1 unless it should come behind its peers."""
    is_obsolete = schema.standing and record[schema.standing] in schema.obsolete
    return 0.0 if is_obsolete else schema.rank(record)


def _joined(words: Lists, name: str) -> str:
    return " · ".join(words.get(name, []))


def _words_and_values(fields: Iterable[SchemaField], record: Mapping[str, Any], names: Names) -> tuple[Lists, Lists]:
    """The words for each field of the index and the values for each facet, nested rows included."""
    words: Lists = {}
    facets: Lists = {}
    for field in fields:
        values = _values(record[field.name])
        nested = field.type.fields if isinstance(field.type, NestedRows) else ()
        if field.search and values:
            texts = [field.label] if nested else [_indexed_text(field, value, names) for value in values]
            words.setdefault(field.search, []).extend(texts)
        if field.facet:
            facets.setdefault(field.facet, []).extend(values)
        for row in values if nested else ():
            nested_words, nested_facets = _words_and_values(nested, row, names)
            _extend(words, nested_words)
            _extend(facets, nested_facets)
    return words, facets


def _values(value: Any) -> list[Any]:
    return [item for item in (value if isinstance(value, list) else [value]) if item not in ("", None)]


def _extend(lists: Lists, more: Lists) -> None:
    for key, items in more.items():
        lists.setdefault(key, []).extend(items)


def _indexed_text(field: SchemaField, value: Any, names: Names) -> str:
    """The name of the related record; the code itself in a field that people search by code, as MY."""
    if field.search == "number":
        return str(value)
    if isinstance(field.type, Countries | CountryLink):
        return names.country(value)
    if isinstance(field.type, Topics | TopicLink):
        return names.topic(value)
    if isinstance(field.type, Link | Links) and field.type.kind:
        return names.title(field.type.kind, value)
    return str(value)
