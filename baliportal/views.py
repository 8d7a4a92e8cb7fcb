"""The pages home, themes and about, and the template context of every page."""

from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import DisallowedHost
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from baliportal.accounts.sign_in.account_site import accounts
from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.distinction import annotations, status_note
from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.languages import direction
from baliportal.catalogue.mailboxes import role_mailboxes
from baliportal.catalogue.missing_facts import tell_us_url
from baliportal.catalogue.models import Entry, Topic
from baliportal.catalogue.portal_settings import portal_settings
from baliportal.catalogue.related import nonempty, section
from baliportal.catalogue.site_url import site_url
from baliportal.ways_in import ways_in
from members.models import MemberState
from workshops.calendar.next_meetings import next_meetings

NAME = "Bali Process knowledge portal"
TAGLINE = "Laws, agreements, meetings and guidance on people smuggling and trafficking in persons"
EXAMPLES = [
    "human trafficking law Malaysia",
    "RA 9208",
    "co-chairs statement 2018",
    "lost and stolen passports",
    "policy guide victims",
    "penyelundupan manusia",
]


def site(request):
    """Context processor: the portal's name, the menu, the names of the kinds, the printed address and the account."""
    names = [kind.name for kind in all_kinds()]
    return {
        "site": {
            "name": NAME,
            "tagline": TAGLINE,
            "menu": menu(request.path),
            "kinds": names,
            "printed_address": partial(_address, request, request.get_full_path()),
            "help_address": partial(_address, request, reverse("help")),
            "tell_us_url": tell_us_url(request.path),
            "account": SimpleLazyObject(partial(_account, request)),
        }
    }


def _account(request):
    """The name of a signed-in person with the areas that are open to them; for visitors the way to sign in."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        areas = [(admin.site.has_permission(request), "Back office", reverse("admin:index")),
                 (accounts.has_permission(request), "For officials", reverse("officials")),
                 (accounts.has_permission(request), "My account", reverse("accounts:account"))]  # fmt: skip
        links = [{"label": label, "url": url} for is_open, label, url in areas if is_open]
        return {"name": user.get_full_name() or user.get_username(), "links": links}
    inside = request.path.startswith(reverse("accounts:account"))
    target = "" if inside else f"?{urlencode({'next': request.get_full_path()})}"
    return {"name": "", "sign_in_url": f"{reverse('accounts:login')}{target}"}


def menu(path):
    """Links of the main navigation on the page at `path`: [{"url", "label", "current"}].

    `current` is the value of aria-current: "page" for the page itself, "true" for a page below the link, else empty.
    """
    in_menu = (kind for kind in all_kinds() if kind.menu_label is not None)
    kinds = [(f"/{kind.path}/", kind.menu_label or kind.plural) for kind in in_menu]
    links = [*kinds, ("/calendar/", "Calendar"), ("/topics/", "Themes"), ("/reports/", "Reports"), ("/about/", "About")]
    return [{"url": url, "label": label, "current": _aria_current(url, path)} for url, label in links]


def _aria_current(url, path):
    if path == url:
        return "page"
    return "true" if url in path else ""


def _address(request, path):
    """An absolute URL for print; only its path where the host is not allowed, as on an error page."""
    try:
        return f"{site_url(request)}{path}"
    except DisallowedHost:
        return path


@require_safe
def home(request):
    """The home page: search, counts, new entries, meetings, members and themes."""
    audience = audience_of_request(request)
    newest = (
        Entry.objects.published(audience)
        .annotate(**annotations())
        .order_by(TruncDate("created_at").desc(), "-date", "title")
    )
    context = {
        "kinds": _kinds_with_counts(audience),
        "ways_in": ways_in(),
        "new": [_line(entry) for entry in newest[:6]],
        "meetings": next_meetings(audience),
        "members": _members(audience),
        "topics": topic_tree(audience),
        "examples": [{"text": text, "url": f"/search/?q={text.replace(' ', '+')}"} for text in EXAMPLES],
    }
    return render(request, "home.html", context)


@require_safe
def about(request):
    """The page about the portal, with the number of entries of each kind."""
    counted = _kinds_with_counts(audience_of_request(request))
    numbers = [{"label": kind["plural"], "value": kind["count"]} for kind in counted]
    return render(request, "about.html", {"numbers": numbers, "licence": settings.DATA_LICENCE})


@require_safe
def contact(request):
    """The page of the mailboxes to which anybody may write, and of the ways to tell the editors something."""
    return render(request, "contact.html", {"mailboxes": role_mailboxes(), "note": portal_settings().contact_note})


@require_safe
def topics(request):
    """The page of all themes."""
    return render(request, "topics/list.html", {"topics": topic_tree(audience_of_request(request))})


@require_safe
def topic(request, slug):
    """The page of a theme, with the entries under it and its narrower themes by kind."""
    theme = get_object_or_404(Topic.objects.select_related("parent").prefetch_related("names", "narrower"), slug=slug)
    about, audience = Entry.objects.about(theme), audience_of_request(request)
    sections = nonempty(
        *(
            section(kind.path, kind.plural, about.filter(kind=kind.name), audience, f"/{kind.path}/?topic={theme.slug}")
            for kind in all_kinds()
        )
    )
    context = {
        "topic": {
            "label": theme.label,
            "feed_url": f"/search.atom?topic={theme.slug}",
            "definition": theme.definition,
            "scope_note": theme.scope_note,
            "parent": theme.parent and {"label": theme.parent.label, "url": theme.parent.get_absolute_url()},
            "narrower": [{"label": child.label, "url": child.get_absolute_url()} for child in theme.narrower.all()],
            "synonyms": [
                {"text": name.text, "lang": name.language, "dir": direction(name.language)}
                for name in theme.names.all()
            ],
        },
        "sections": sections,
        "search_url": f"/search/?topic={theme.slug}",
        "total": sum(part.total for part in sections),
    }
    return render(request, "topics/topic.html", context)


def topic_tree(audience):
    """Main themes with their narrower ones and the number of published entries under each; two queries."""
    rows = list(Topic.objects.order_by("position", "label"))
    under = _entries_under(rows, audience)
    return [
        _branch(row, under) | {"narrower": [_branch(child, under) for child in rows if child.parent_id == row.pk]}
        for row in rows
        if row.parent_id is None
    ]


def _entries_under(rows, audience):
    """Published entries by theme, a wider one including those of its narrower ones: {theme pk: set of entry pks}."""
    through = Entry.topics.through.objects.filter(entry__in=Entry.objects.published(audience))
    under = {row.pk: set() for row in rows}
    wider = {row.pk: row.parent_id for row in rows}
    for topic_id, entry_id in through.values_list("topic_id", "entry_id"):
        under[topic_id].add(entry_id)
        if wider[topic_id]:
            under[wider[topic_id]].add(entry_id)
    return under


def _branch(row, under):
    return {
        "label": row.label,
        "url": row.get_absolute_url(),
        "definition": row.definition,
        "count": len(under[row.pk]),
    }


def _kinds_with_counts(audience):
    counts = dict(Entry.objects.published(audience).order_by().values_list("kind").annotate(Count("pk")))
    return [
        {
            "plural": kind.plural,
            "url": f"/{kind.path}/",
            "count": counts.get(kind.name, 0),
            "description": kind.question,
        }
        for kind in all_kinds()
    ]


def _members(audience):
    members = MemberState.objects.published(audience).filter(type="member").order_by("title")
    return [{"name": member.title, "url": member.get_absolute_url(), "code": member.slug} for member in members]


def _line(entry):
    kind = named(entry.kind).label.capitalize()
    return {
        "title": entry.title,
        "url": entry.get_absolute_url(),
        "kind_label": kind,
        "date_text": entry.date_in_words,
        "status_note": status_note(entry),
        "restriction": entry.restriction,
    }
