"""HTTP view of the integrity page of the back office."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .comparison import COLUMNS, compare_all
from .own_answers import OwnAnswers

#: Administrators and auditors have it: the page names records, and costs as much as an export of all lists.
PERMISSION = "accounts.view_accountact"


@never_cache
@require_safe
def integrity(request):
    """Compare page, search, files, feed and sitemap of every kind with the database, now."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    kinds = compare_all(OwnAnswers(request))
    context = admin.site.each_context(request) | {
        "title": "Integrity of what the portal shows",
        "columns": COLUMNS,
        "kinds": kinds,
        "differing": [(kind, outcome) for kind in kinds for outcome in kind.differing],
    }
    return render(request, "admin/integrity.html", context)
