"""The area of signed-in officials: contact points of members, and what they see beyond what everybody sees.

It lists; what it lists stands at the same addresses as what is public. Visitors are led to the sign-in and learn
nothing, not even how much there is.
"""

from functools import wraps
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.statuses import RESTRICTIONS, Visibility, levels_for
from baliportal.files.models import File
from members.contact_directory import ORDERS, contact_groups, members_without_contact

#: Rows of each list on the first page of the area, and on a page of the whole list.
FEW, PER_PAGE = 10, 50


def officials_only(view):
    """View decorator: give the view the audience; lead visitors to the sign-in, and nobody's answer into a cache."""

    @never_cache
    @require_safe
    @wraps(view)
    def wrapper(request):
        audience = audience_of_request(request)
        if audience == Visibility.PUBLIC:
            return HttpResponseRedirect(f"{reverse('accounts:login')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, audience)

    return wrapper


@officials_only
def area(request, audience):
    """The first page: the newest records and papers, and the way to the directory."""
    lists = [
        {"title": title, "url": reverse(name), "total": rows.count(), "rows": [line(row) for row in rows[:FEW]]}
        for title, name, rows, line in (
            ("Records for officials", "officials_records", restricted_records(audience), record_line),
            ("Papers for officials", "officials_papers", restricted_papers(audience), paper_line),
        )
    ]
    return render(request, "officials/area.html", {"title": "For officials", "lists": lists})


@officials_only
def contacts(request, audience):
    """The directory of contact points, by member or by function."""
    order = request.GET.get("by", "")
    order = order if order in ORDERS else "member"
    context = {
        "title": "Contact points of members",
        "groups": contact_groups(audience, order),
        "orders": [{"label": label, "value": name, "current": name == order} for name, label in ORDERS.items()],
        "without": members_without_contact(audience),
    }
    return render(request, "officials/contacts.html", context)


@officials_only
def records(request, audience):
    """All records that not everybody sees, newest first."""
    return _whole_list(request, "Records for officials", restricted_records(audience), record_line)


@officials_only
def papers(request, audience):
    """All files that not everybody sees, newest first."""
    return _whole_list(request, "Papers for officials", restricted_papers(audience), paper_line)


def _whole_list(request, title, rows, line):
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"title": title, "page": page, "rows": [line(row) for row in page]}
    return render(request, "officials/list.html", context)


def restricted_records(audience):
    """Records that this audience sees and the public does not, those that changed last first."""
    return Entry.objects.published(audience).exclude(visibility=Visibility.PUBLIC).order_by("-updated_at", "-pk")


def restricted_papers(audience):
    """Files that this audience sees and the public does not, of any record that it sees, the newest first."""
    entries = Entry.objects.published(audience)
    files = File.objects.filter(entry__in=entries, visibility__in=levels_for(audience))
    return files.exclude(visibility=Visibility.PUBLIC, entry__visibility=Visibility.PUBLIC).select_related(
        "entry"
    ).order_by("-pk")  # fmt: skip


def record_line(entry):
    """A record as a row of a list."""
    kind = named(entry.kind).label.capitalize()
    date = entry.date_in_words or "date not recorded"
    return {"title": entry.title, "url": entry.get_absolute_url(), "restriction": entry.restriction,
            "facts": [kind, date, f"changed {entry.updated_at:%-d %B %Y}"]}  # fmt: skip


def paper_line(file):
    """A file as a row of a list, with the record that carries it."""
    narrower = max(file.visibility, file.entry.visibility, key=list(Visibility).index)
    return {"title": str(file), "url": file.get_absolute_url(), "restriction": RESTRICTIONS.get(narrower, ""),
            "facts": [file.role_label or "File"], "of": record_line(file.entry)}  # fmt: skip
