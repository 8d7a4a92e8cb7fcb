"""A process with the portal's database that fills it and signs two curators in.

python -m tests.bench.load.portal_worker CORPUS
"""

import io
import sys
import tempfile
from itertools import islice
from pathlib import Path

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from baliportal.catalogue.models import Country, Entry, Topic  # noqa: E402
from baliportal.search.index.sync import rebuild  # noqa: E402
from legislation.models import Law  # noqa: E402

from ...files.made_files import make_pdf  # noqa: E402
from .. import corpus  # noqa: E402
from ..loading import load  # noqa: E402
from ..worker import serve  # noqa: E402

CURATORS = ("first", "second")


def fill(size):
    """That many entries, an index, and one file that is attached to a law."""
    call_command("prepare", verbosity=0)
    load(islice(corpus.read(Path(sys.argv[1])), size))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rebuild()
    with tempfile.TemporaryDirectory() as directory:
        document = Path(directory, "act.pdf")
        document.write_bytes(
            make_pdf(*[[(50, 800 - 15 * line, "An Act about boats and borders") for line in range(40)]] * 20)
        )
        printed = io.StringIO()  # the address of the file, whose bytes are not those that were brought
        call_command("attach", "legislation/my-act-670-2007", str(document), verbosity=0, stdout=printed)
    return {"entries": Entry.objects.published().count(), "file": printed.getvalue().strip().split("/")[2]}


def surroundings():
    """What the traffic asks for: slugs, codes, files, and a session and a law of each curator."""
    laws = Law.objects.published().order_by("pk")
    return {
        "laws": list(laws.values_list("slug", flat=True)[:2_000]),
        "countries": list(Country.objects.values_list("code", flat=True)),
        "topics": list(Topic.objects.values_list("slug", flat=True)),
        "curators": [
            {"session": _session(name), "law": law.pk}
            for name, law in zip(CURATORS, laws.filter(slug__startswith="bench-"), strict=False)
        ],
    }


def _session(name):
    user, _ = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True, "is_superuser": True})
    user.set_password("bali-process-2002")
    user.save()
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "baliportal.accounts.backends.RolePermissions"
    session.create()
    return session.session_key


if __name__ == "__main__":
    serve({"fill": fill, "surroundings": surroundings})
