"""People who save the same record at once, each in a process of his own, through the form of the back office.

Every save adds one line of the saver's own to what the form showed; a refused save is typed again on the newer version.
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

TOLD = 10  # saves between two words
ROWS = ("relations", "provisions")


def hire(pipe, name):
    _leave_the_index()
    return get_user_model().objects.create_superuser(name).pk


def create_law(pipe):
    _leave_the_index()
    return Law.objects.create(title="An Act").pk


def save_many(pipe, name, pk, count):
    """Save until `count` saves were taken, with a word after every tenth; returns how many were refused on the way."""
    _leave_the_index()
    user, refused, done = get_user_model().objects.get(username=name), 0, 0
    pipe.send(("said", "ready"))
    pipe.recv()
    while done < count:
        taken = _save(user, pk, f"{name} {done}")
        done, refused = done + taken, refused + (not taken)
        if taken and done % TOLD == 0:
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


def told(pipe, pk):
    """(the lines of the summary, who made each version, the version of the record)."""
    law = Law.objects.get(pk=pk)
    changes = Change.objects.of(law).order_by("number")
    return law.summary.splitlines(), list(changes.values_list("who", "version")), law.version


def _leave_the_index():
    """It is nobody's concern in these processes."""
    sync.in_background = lambda act: None
