"""Suggestions while somebody types: themes and members by any of their names, records by title and number."""

from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.site_url import site_url

from ..analysis.surface_forms import surface
from ..index.index import IndexUnusable
from ..index.sync import index_for_reading
from ..search_request import FACETS, clean_text
from ..thesaurus.loader import get_thesaurus
from .prefixes import concepts_named, has_any, members_of, titled

MOST = 8
MOST_NAMES = 4  # of which are themes, members and other choices, where there are records as well
LONGEST, MOST_WORDS = 100, 12  # characters and words that are read


@require_safe
def suggest(request):
    """{"suggestions": [{"text", "kind", "url", "hint"}]} for what is typed so far in `q`; any text is fine."""
    return JsonResponse({"suggestions": suggestions(typed(request.GET))})


@require_safe
def suggest_words(request):
    """The same in the form that browsers read: the typed text, then the texts, hints and addresses in three lists."""
    text = typed(request.GET)
    found = suggestions(text)
    lists = [[each[part] for each in found] for part in ("text", "hint")]
    urls = [site_url(request) + each["url"] for each in found]
    answer = JsonResponse([text, *lists, urls], safe=False)
    return HttpResponse(answer.content, content_type="application/x-suggestions+json")


def typed(query):
    """The text to complete: what is read of a QueryDict."""
    return clean_text(query.get("q", ""))[:LONGEST]


def suggestions(q):
    """What `q` may become; [] when nothing begins so or there is no index. Two database queries at most."""
    q = clean_text(q)[:LONGEST]
    words = surface(q)[:MOST_WORDS]
    try:
        return _found(q, words, index_for_reading()) if words else []
    except IndexUnusable:
        return []


def _found(q, words, index):
    with index.reading() as view:
        near = concepts_named(get_thesaurus(view.position), q)[:MOST]
        codes = [each.concept.value for each in near if each.concept.facet == "country"]
        records, members = titled(view.searcher, words, MOST), members_of(view.searcher, codes)
        near = [each for each in near if each.concept.facet == "topic" or _leads_somewhere(view.searcher, each)]
    entries = Entry.objects.published().in_bulk([*records, *members])
    profiles = {entries[pk].slug.upper(): entries[pk] for pk in members if pk in entries}  # their slugs are ISO codes
    names = [_choice(each, profiles) for each in near]
    titles = [_record(entries[pk]) for pk in records if pk in entries]
    room = max(MOST_NAMES, MOST - len(titles))
    return _each_once([*names[:room], *titles])[:MOST]


def _leads_somewhere(searcher, named_so):
    return has_any(searcher, named_so.concept.facet, named_so.concept.value)


def _each_once(lines):
    by_url = {}
    for line in lines:
        by_url.setdefault(line["url"], line)
    return list(by_url.values())


def _choice(each, profiles):
    """A theme's page, a member's page, or the list of a choice."""
    concept, hint = each.concept, each.name if each.name != each.concept.label else ""
    if concept.facet == "topic":
        return _line(concept.label, "Theme", f"/topics/{concept.value}/", hint)
    if concept.facet == "country" and concept.value in profiles:
        return _line(concept.label, "Member", profiles[concept.value].get_absolute_url(), hint)
    return _line(concept.label, FACETS[concept.facet], f"/search/?{urlencode({concept.facet: concept.value})}", hint)


def _record(entry):
    about = entry.original_title or ", ".join(filter(None, [entry.type_label, entry.date_in_words]))
    return _line(entry.title, named(entry.kind).label.capitalize(), entry.get_absolute_url(), about)


def _line(text, kind, url, hint):
    return {"text": text, "kind": kind, "url": url, "hint": hint}
