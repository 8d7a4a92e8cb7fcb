"""Autocomplete: themes and members by any of their names, records by title and number."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.distinction import described, description
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.site_url import site_url
from baliportal.catalogue.statuses import Visibility

from ..analysis.surface_forms import surface
from ..help_request.recognition import box_of, help_prefix, help_request
from ..index.index import Index, IndexUnusable
from ..index.sync import index_for_reading
from ..search_request import FACETS, clean_text
from ..thesaurus.loader import get_thesaurus
from .prefixes import NameMatch, concepts_with_prefix, has_any, member_pks, pks_with_title_prefix

# Suggestions in all, and those that are themes, members and other choices where records fill the rest.
MAX_SUGGESTIONS, MAX_NAMES = 8, 4
# Characters and words that are read.
MAX_LENGTH, MAX_WORDS = 100, 12
# A suggestion as JSON: text, kind, url and hint.
Suggestion = dict[str, str]


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer {"suggestions": [{"text", "kind", "url", "hint"}]} for the beginning of a query in `q`."""
    return JsonResponse({"suggestions": suggestions(typed(request.GET), audience_of_request(request))})


@require_safe
def suggest_words(request: HttpRequest) -> HttpResponse:
    """Answer in the OpenSearch format of browsers: the typed text, then three lists of texts, hints and addresses."""
    text = typed(request.GET)
    suggested = suggestions(text, audience_of_request(request))
    lists = [[suggestion[part] for suggestion in suggested] for part in ("text", "hint")]
    urls = [site_url(request) + suggestion["url"] for suggestion in suggested]
    response = JsonResponse([text, *lists, urls], safe=False)
    return HttpResponse(response.content, content_type="application/x-suggestions+json")


def typed(query: QueryDict) -> str:
    """The text to complete, as read from a query string."""
    return clean_text(query.get("q", ""))[:MAX_LENGTH]


def suggestions(q: str, audience: str = Visibility.PUBLIC) -> list[Suggestion]:
    """Completions of `q` for an audience; [] when there are none or no index. Two queries at most for the public."""
    q = clean_text(q)[:MAX_LENGTH]
    words = surface(q)[:MAX_WORDS]
    first = _help(q)
    try:
        completions = _completions(q, words, index_for_reading(audience=audience), audience) if words else []
    except IndexUnusable:
        completions = []
    return [*first, *completions][:MAX_SUGGESTIONS]


def _help(q: str) -> list[Suggestion]:
    """The help page, for who begins to type words with which people ask for help or has typed them."""
    begun, request = help_prefix(q), help_request(q)
    if not begun and not request:
        return []
    box = box_of(request.language if request else begun.language if begun else "")
    return [_suggestion(box["title"], "Help", box["url"], begun.written if begun else q)]


def _completions(q: str, words: list[str], index: Index, audience: str) -> list[Suggestion]:
    with index.reading() as reader:
        names = concepts_with_prefix(get_thesaurus(reader.position), q)[:MAX_SUGGESTIONS]
        codes = [name.concept.value for name in names if name.concept.facet == "country"]
        titled = pks_with_title_prefix(reader.searcher, words, MAX_SUGGESTIONS)
        members = member_pks(reader.searcher, codes)
        names = [  # themes have a page also while no record is about them
            name
            for name in names
            if name.concept.facet == "topic" or has_any(reader.searcher, name.concept.facet, name.concept.value)
        ]
    entries = described(Entry.objects.published(audience)).in_bulk([*titled, *members])
    profiles = {entries[pk].slug.upper(): entries[pk] for pk in members if pk in entries}  # their slugs are ISO codes
    records = [_of_record(entries[pk]) for pk in titled if pk in entries]
    choices = [_of_name(name, profiles) for name in names][: max(MAX_NAMES, MAX_SUGGESTIONS - len(records))]
    return _unique([*choices, *records])[:MAX_SUGGESTIONS]


def _unique(suggested: list[Suggestion]) -> list[Suggestion]:
    """The first suggestion for each address."""
    by_url: dict[str, Suggestion] = {}
    for suggestion in suggested:
        by_url.setdefault(suggestion["url"], suggestion)
    return list(by_url.values())


def _of_name(match: NameMatch, profiles: Mapping[str, Entry]) -> Suggestion:
    """A theme's page, a member's page, or the list of a choice."""
    concept, hint = match.concept, match.name if match.name != match.concept.label else ""
    if concept.facet == "topic":
        return _suggestion(concept.label, "Theme", f"/topics/{concept.value}/", hint)
    if concept.facet == "country" and concept.value in profiles:
        return _suggestion(concept.label, "Member", profiles[concept.value].get_absolute_url(), hint)
    url = f"/search/?{urlencode({concept.facet: concept.value})}"
    return _suggestion(concept.label, FACETS[concept.facet], url, hint)


def _of_record(entry: Entry) -> Suggestion:
    """A record with its original title and what tells it from others of its title, else its type and date."""
    context = list(filter(None, [entry.original_title, *description(entry)]))
    hint = ", ".join(context or filter(None, [entry.type_label, entry.date_in_words]))
    return _suggestion(entry.title, named(entry.kind).label.capitalize(), entry.get_absolute_url(), hint)


def _suggestion(text: str, kind: str, url: str, hint: str) -> Suggestion:
    return {"text": text, "kind": kind, "url": url, "hint": hint}
