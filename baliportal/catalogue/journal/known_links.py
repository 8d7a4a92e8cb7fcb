"""Targets of the links in records of a past day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models.fields.json import KT

from ..kinds import RecordSchema, all_kinds
from ..models import Change, Entry, FormerAddress
from ..schema.nested import NestedRows
from ..schema.relations import Link, Links
from ..statuses import Status, levels_for

ENTRY = "entry"
#: Targets that are cached from one batch of records to the next.
CACHE_LIMIT = 20_000


class KnownLinks:
    """Finds what the names in stored records lead to, for an audience and up to a moment.

    An entry is found where the audience may see it today and could see it at that moment; under its present address
    or a former one, if it had that address by then. Names of countries, themes and other terms lead to those of today.
    """

    def __init__(self, audience: str, end: datetime):
        self._audience, self._end, self._targets = audience, end, {}

    def load(self, schema: RecordSchema, records: Iterable[dict]) -> None:
        """Fetch the targets of all links of these records, in a number of queries that depends on the kinds only."""
        if len(self._targets) > CACHE_LIMIT:
            self._targets.clear()
        names = defaultdict(set)
        for record in records:
            for field, model, wanted in _links(schema, record):
                space = _namespace(field, model)
                names[space].update(name for name in wanted if (space, name) not in self._targets)
        self._load_entries(_slugs_by_kind(names))
        for space, wanted in names.items():
            if space[0] != ENTRY and wanted:
                self._load_terms(space, wanted)

    def find(self, field, model, name: str):
        """Return the target of a name; None where there is none to be shown."""
        return self._targets.get((_namespace(field, model), name))

    def _load_terms(self, space, names):
        model, key = space
        for target in model._base_manager.filter(**{f"{key}__in": names}):
            self._targets[space, getattr(target, key)] = target

    def _load_entries(self, slugs_by_kind):
        found = [
            (kind.name, slug, entry)
            for kind in all_kinds()
            if slugs_by_kind[kind.name]
            for slug, entry in self._present(kind, slugs_by_kind[kind.name])
        ]
        held = self._addresses({entry.public_id for _, _, entry in found})
        for kind, slug, entry in found:
            if slug in held.get(entry.public_id, ()):
                self._targets[(ENTRY, kind), slug] = entry
                self._targets[(ENTRY, ""), f"{kind}/{slug}"] = entry

    def _present(self, kind, slugs):
        """Yield (slug, entry) of what the audience sees today at these addresses, present or former."""
        published = kind.model.objects.published(self._audience)
        former = FormerAddress.objects.filter(kind=kind.name, slug__in=slugs).values_list("slug", "entry_id")
        moved = defaultdict(list)
        for slug, pk in former:
            moved[pk].append(slug)
        yield from ((entry.slug, entry) for entry in published.filter(slug__in=slugs))
        yield from ((slug, entry) for entry in published.filter(pk__in=moved) for slug in moved[entry.pk])

    def _addresses(self, subjects):
        """Slugs that each subject had by the moment, for those that the audience could see at it."""
        changes = Change.objects.filter(subject__in=subjects, at__lt=self._end).order_by("number").annotate(
            slug=KT("stored_record__slug"), status=KT("stored_record__status"),
            visibility=KT("stored_record__visibility"),
        ).values_list("subject", "verb", "slug", "status", "visibility")  # fmt: skip
        slugs, seen = defaultdict(set), {}
        for subject, verb, slug, status, visibility in changes:
            slugs[subject].add(slug)
            seen[subject] = (
                verb != Change.Verb.DELETED and status == Status.PUBLISHED and visibility in levels_for(self._audience)
            )
        return {subject: names for subject, names in slugs.items() if seen[subject]}


def _slugs_by_kind(names):
    """The slugs of entries among the names by namespace: {kind: slugs}."""
    slugs = defaultdict(set)
    for (first, kind), wanted in names.items():
        if first == ENTRY:
            for name in wanted:
                prefix, _, slug = name.rpartition("/")
                slugs[kind or prefix].add(slug)
    return slugs


def _links(schema, record):
    """Yield (field, model of the target, names) of every link in a record."""
    for field in schema.fields:
        if isinstance(field.type, NestedRows):
            part = schema.model._meta.get_field(field.attribute).related_model
            inner = [each for each in field.type.fields if isinstance(each.type, Link | Links)]
            for each in inner:
                yield each, _model_of(part, each), _names(each, (row[each.name] for row in record[field.name]))
        elif isinstance(field.type, Link | Links):
            yield field, _model_of(schema.model, field), _names(field, [record[field.name]])


def _names(field, values):
    if isinstance(field.type, Links):
        return [name for names in values for name in names]
    return [name for name in values if name]


def _model_of(model, field):
    return model._meta.get_field(field.attribute).related_model


def _namespace(field, model):
    """The names among which that of a link is unique: those of a kind, of entries with their kinds, or of a table."""
    if issubclass(model, Entry):
        return ENTRY, field.type.kind
    return model, field.type.named_by[0]
