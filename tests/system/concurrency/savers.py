"""Processes that save one record at once through its admin form, each as a different person.

Every save adds one line to the summary that the form showed; a refused save is repeated on the newer version.
"""

import django

django.setup()

from django.contrib import admin  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.messages.storage.fallback import FallbackStorage  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from baliportal.catalogue.journal.locking import current_version  # noqa: E402
from baliportal.catalogue.models import Change  # noqa: E402
from baliportal.search.index import sync  # noqa: E402
from legislation.models import Law  # noqa: E402

REPORT_EVERY = 10  # saves between two words
ROWS = ("files", "relations", "provisions")


def hire(pipe, name):
    _disable_index_sync()
    return get_user_model().objects.create_superuser(name).pk


def create_law(pipe):
    _disable_index_sync()
    return Law.objects.create(title="An Act").pk


def save_many(pipe, name, pk, count):
    """Save until `count` saves were taken, with a word after every tenth; returns how many were refused on the way."""
    _disable_index_sync()
    user, refused, done = get_user_model().objects.get(username=name), 0, 0
    pipe.send(("said", "ready"))
    pipe.recv()
    while done < count:
        saved = _save(user, pk, f"{name} {done}")
        done, refused = done + saved, refused + (not saved)
        if saved and done % REPORT_EVERY == 0:
            pipe.send(("said", done))
    return refused


def _save(user, pk, line):
    law = Law(pk=pk, public_id=Law.objects.values_list("public_id", flat=True).get(pk=pk))
    seen = current_version(law)
    law = Law.objects.get(pk=pk)
    data = {
        "title": law.title, "slug": law.slug, "visibility": law.visibility, "seen": seen,
        "summary": f"{law.summary}\n{line}".strip(),
    } | {f"{prefix}-{count}_FORMS": 0 for prefix in ROWS for count in ("TOTAL", "INITIAL")}  # fmt: skip
    request = RequestFactory(HTTP_HOST="localhost").post("/", data)
    request.user, request.session = user, {}
    request._dont_enforce_csrf_checks, request._messages = True, FallbackStorage(request)
    return admin.site._registry[Law].changeform_view(request, str(pk)).status_code == 302


def stored_state(pipe, pk):
    """Return the lines of the summary, [(who, version)] of the changes, and the version of the record."""
    law = Law.objects.get(pk=pk)
    changes = Change.objects.of(law).order_by("number")
    return law.summary.splitlines(), list(changes.values_list("who", "version")), law.version


def _disable_index_sync():
    """Disable updates of the search index, which these processes do not need."""
    sync.in_background = lambda act: None
