"""From a record to what the index is told of it: what the public may see, and the names of what it points to."""

from baliportal.catalogue.kinds import named
from baliportal.catalogue.languages import language_name
from baliportal.catalogue.models import Country, Entry, Topic
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.bulk_reader import BulkReader
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import to_record
from baliportal.catalogue.schema.relations import Countries, CountryLink, Link, Links, TopicLink, Topics

from .document import Document

BATCH = 500  # entries held in memory at a time


class Names:
    """The names behind codes and slugs: those of countries and themes read at once, titles when they are asked for."""

    def __init__(self):
        self._countries = dict(Country.objects.values_list("code", "name"))
        self._topics = {topic.slug: topic for topic in Topic.objects.select_related("parent")}
        self._titles = {}

    def forget_titles(self):
        """Titles are those of entries, which change more often than countries and themes."""
        self._titles.clear()

    def country(self, code):
        return self._countries.get(code, code)

    def topic(self, slug):
        """A theme's label and that of the theme above it."""
        topic = self._topics[slug]
        return " · ".join([topic.label, topic.parent.label] if topic.parent else [topic.label])

    def with_wider(self, slugs):
        """The themes and those above them."""
        wider = (self._topics[slug].parent.slug for slug in slugs if self._topics[slug].parent)
        return tuple(dict.fromkeys([*slugs, *wider]))

    def title(self, kind, slug):
        """The title of an entry that a link names."""
        if (kind, slug) not in self._titles:
            self._titles[kind, slug] = (
                Entry.objects.filter(kind=kind, slug=slug).values_list("title", flat=True).first()
            )
        return self._titles[kind, slug] or slug


def documents(pks, names=None, readers=None):
    """The documents of those of these entries that are public, in a few queries; `readers` are kept for the next."""
    names, readers = names or Names(), {} if readers is None else readers
    kinds = Entry.objects.published().filter(pk__in=pks).values_list("kind", "pk")
    by_kind = {}
    for kind, pk in kinds:
        by_kind.setdefault(kind, []).append(pk)
    for kind, keys in by_kind.items():
        form = named(kind)
        reader = readers.setdefault(kind, BulkReader(form))
        for entry in reader.read(keys):
            yield document(form, entry, names)


def all_documents():
    """Every public entry's document, in bounded memory."""
    names, readers, last = Names(), {}, 0
    while True:
        pks = list(Entry.objects.published().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not pks:
            return
        yield from documents(pks, names, readers)
        last = pks[-1]


def document(form, entry, names):
    """One entry as the index keeps it."""
    record = to_record(entry, Visibility.PUBLIC)
    words, facets = _gather(form.fields, record, names)
    about = [form.label, form.types.get(record["type"], ""), language_name(record["language"])]
    return Document(
        id=entry.public_id,
        pk=entry.pk,
        kind=form.name,
        type=record["type"],
        language=record["language"],
        countries=tuple(dict.fromkeys(facets.get("country", []))),
        topics=names.with_wider(facets.get("topic", [])),
        date=record["date"] or record.get("in_force_date", ""),
        title=_joined(words, "title"),
        original_title=_joined(words, "original_title"),
        numbers=_joined(words, "number"),
        names=" · ".join([_joined(words, "names"), *filter(None, about)]),
        summary=_joined(words, "summary"),
        text=_joined(words, "text"),
        standing=_standing(form, record),
    )


def _standing(form, record):
    """0 for what no longer holds, else what the kind says: 1 unless a record should stand behind its peers."""
    obsolete = form.standing and record[form.standing] in form.obsolete
    return 0.0 if obsolete else form.rank(record)


def _joined(words, field):
    return " · ".join(words.get(field, []))


def _gather(columns, record, names):
    """The words per field of the index and the values per facet, rows of parts included."""
    words, facets = {}, {}
    for column in columns:
        values = _values(record[column.name])
        if column.search and values:
            told = [column.label] if isinstance(column.type, NestedRows) else [_told(column, v, names) for v in values]
            words.setdefault(column.search, []).extend(told)
        if column.facet:
            facets.setdefault(column.facet, []).extend(values)
        if isinstance(column.type, NestedRows):
            for row in values:
                _merge((words, facets), _gather(column.type.fields, row, names))
    return words, facets


def _values(value):
    return [item for item in (value if isinstance(value, list) else [value]) if item not in ("", None)]


def _merge(totals, found):
    for total, more in zip(totals, found, strict=True):
        for key, items in more.items():
            total.setdefault(key, []).extend(items)


def _told(column, value, names):
    """The name of what a value stands for; where people type the value itself, as MY, that."""
    return str(value) if column.search == "number" else _name(column.type, value, names)


def _name(kind, value, names):
    if isinstance(kind, Countries | CountryLink):
        return names.country(value)
    if isinstance(kind, Topics | TopicLink):
        return names.topic(value)
    if isinstance(kind, Link | Links) and kind.kind:
        return names.title(kind.kind, value)
    return str(value)
