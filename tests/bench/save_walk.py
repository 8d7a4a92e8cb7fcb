"""Count of the portal's modules, functions and calls that one save in the admin enters.

    .venv/bin/python -m tests.bench.save_walk

A law of the starter content is opened and saved with another title, by a superuser, in a database of its own. Counted
by sys.setprofile, in the thread of the request, for everything between the test client and the answer, so that what
happens after the commit is counted too. Prints one row of a Markdown table and the classes of the admin.
"""

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("baliportal", "legislation", "members", "resources", "workshops")


class CallCounter:
    """A profile function that counts calls of the portal's own functions, by (file, function)."""

    def __init__(self):
        self.calls = Counter()

    def __call__(self, frame, event, argument):
        if event == "call":
            code = frame.f_code
            if code.co_filename.startswith(str(ROOT)) and _package(code.co_filename) in OURS:
                self.calls[code.co_filename, code.co_qualname] += 1

    def __enter__(self):
        sys.setprofile(self)
        return self

    def __exit__(self, *raised):
        sys.setprofile(None)

    @property
    def row(self):
        modules = {file for file, _ in self.calls}
        return len(modules), len(self.calls), sum(self.calls.values())


def own_classes(cls):
    """The portal's own classes among those by which Python resolves a method."""
    return [each for each in cls.__mro__ if each.__module__.partition(".")[0] in OURS]


def overrides(cls, name):
    """The own classes that define a method."""
    return [each for each in own_classes(cls) if name in vars(each)]


def _package(file):
    return Path(file).relative_to(ROOT).parts[0]


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baliportal.settings")
    os.environ["PORTAL_VAR"] = tempfile.mkdtemp(prefix="save-walk-")
    import django

    django.setup()
    from django.contrib import admin
    from django.db import connection
    from django.test.utils import setup_test_environment

    from legislation.models import Law

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    counter = _saved()
    law_admin = type(admin.site.get_model_admin(Law))
    print("| modules | functions | calls | own classes in the MRO of LawAdmin | get_urls |")
    print("|---:|---:|---:|---:|---:|")
    print(
        "|",
        " | ".join(map(str, (*counter.row, len(own_classes(law_admin)), len(overrides(law_admin, "get_urls"))))),
        "|",
    )
    print(", ".join(each.__name__ for each in own_classes(law_admin)))
    if "--calls" in sys.argv:
        for (file, name), count in counter.calls.most_common(60):
            print(count, Path(file).relative_to(ROOT), name)


def _saved():
    """Open a law, type another title and save; returns the counter of that one request."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from baliportal.starter.load import load
    from legislation.models import Law

    from ..editorial.form import change_url, form_data

    load()
    client = Client(HTTP_HOST="localhost")
    client.force_login(get_user_model().objects.create_superuser("root"))
    law = Law.objects.get(slug="my-act-670-2007")
    address = change_url(law)
    data = form_data(client.get(address)) | {"title": "Another title"}
    client.post(address, data)  # warms what is read once in a process
    data = form_data(client.get(address)) | {"title": "Yet another title"}
    with CallCounter() as counter:
        response = client.post(address, data)
    assert response.status_code == 302, response.status_code
    return counter


if __name__ == "__main__":
    main()
