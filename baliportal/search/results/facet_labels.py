"""Labels of facet values, cached in the process by the position in the journal."""

from collections.abc import Callable, Collection
from functools import cached_property

from baliportal.catalogue.journal.position import JournalPosition
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.languages import language_name
from baliportal.catalogue.models import Country, CountryGroup, Entry, Topic
from baliportal.catalogue.verification_states import LABELS

# A name with the address that it leads to.
Link = dict[str, str]

# The attribute of FacetLabels with the labels of a facet by value; languages are named without a table.
NAMES = {
    "kind": "_kinds", "country": "countries", "group": "_groups", "topic": "_topic_names", "type": "_types",
    "has": "_has", "verification": "_verification", "meeting": "_meetings", "state": "_states",
}  # fmt: skip

# The labels of this process with their position, replaced as a whole.
_cached: tuple[JournalPosition, "FacetLabels"] | None = None


def facet_labels(position: JournalPosition) -> "FacetLabels":
    """The labels at a position in the journal; no database query while it does not move."""
    global _cached
    if not _cached or _cached[0] != position:
        _cached = position, FacetLabels()
    return _cached[1]


def clear_cache() -> None:
    """Forget the labels: necessary after the journal was emptied, as in tests, since its numbers begin again."""
    global _cached
    _cached = None


class FacetLabels:
    """The label of every facet value; four database queries at most, when first needed."""

    @cached_property
    def countries(self) -> dict[str, str]:
        """Names by code, in their order."""
        return dict(Country.objects.values_list("code", "name"))

    @cached_property
    def topics(self) -> dict[str, tuple[str, str]]:
        """Themes in the order of the vocabulary: {slug: (label, slug of the wider theme or '')}."""
        rows = Topic.objects.values_list("slug", "label", "parent__slug")
        return {slug: (label, wider or "") for slug, label, wider in rows}

    def of(self, key: str, value: str) -> str:
        """The label of a facet's value; the value itself when it has none."""
        return self.namer(key)(value)

    def namer(self, key: str) -> Callable[[str], str]:
        """The function that gives the label of each value of a facet: a page asks for a hundred."""
        if key == "language":
            return language_name
        names: dict[str, str] = getattr(self, NAMES[key]) if key in NAMES else {}
        return lambda value: names.get(value, value)

    def country_links(self, codes: Collection[str]) -> list[Link]:
        """Links to the records of each country, in the order of their names."""
        ordered = sorted(codes, key=lambda code: self._rank("countries", code))
        return [{"name": self.of("country", code), "url": f"/search/?country={code}"} for code in ordered]

    def topic_links(self, slugs: Collection[str]) -> list[Link]:
        """Links to the page of each theme, in the order of the vocabulary."""
        ordered = sorted(slugs, key=lambda slug: self._rank("topics", slug))
        return [{"name": self.of("topic", slug), "url": f"/topics/{slug}/"} for slug in ordered]

    @cached_property
    def narrower(self) -> frozenset[str]:
        """The themes that stand under a wider one."""
        return frozenset(slug for slug, (_, wider) in self.topics.items() if wider)

    @cached_property
    def _topic_names(self) -> dict[str, str]:
        return {slug: label for slug, (label, _) in self.topics.items()}

    @cached_property
    def _groups(self) -> dict[str, str]:
        return dict(CountryGroup.objects.values_list("slug", "label"))

    @cached_property
    def _types(self) -> dict[str, str]:
        return {value: label for kind in all_kinds() for value, label in kind.types.items()}

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {kind.name: kind.plural for kind in all_kinds()}

    @cached_property
    def _has(self) -> dict[str, str]:
        return {"file": "A file kept here"}

    @cached_property
    def _meetings(self) -> dict[str, str]:
        """Titles of the meetings that everybody may see: a chip would tell that of any other to whoever guesses it."""
        return dict(Entry.objects.published().filter(kind="workshop").order_by().values_list("slug", "title"))

    @cached_property
    def _states(self) -> dict[str, str]:
        """Labels of the states of all kinds whose schema has a facet of them."""
        fields = [field for kind in all_kinds() for field in kind.fields if field.facet == "state"]
        choices = [choice for field in fields for choice in field.type.choices]
        return {value: label[:1].upper() + label[1:] for value, label in choices}

    @property
    def _verification(self) -> dict[str, str]:
        return LABELS

    @cached_property
    def _ranks(self) -> dict[str, dict[str, int]]:
        return {key: {value: n for n, value in enumerate(getattr(self, key))} for key in ("countries", "topics")}

    def _rank(self, key: str, value: str) -> tuple[int, str]:
        ranks = self._ranks[key]
        return ranks.get(value, len(ranks)), value
