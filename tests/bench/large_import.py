"""python -m tests.bench.large_import [ROWS]: imports of new laws on SQLite, and what another writer meets meanwhile.

Prints the seconds of the preview and of the writing, and the waits of a writer who tries again each second as the web
server lets people wait; once with records that are made inside the transaction, once with those made before it.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from types import SimpleNamespace


def main(rows):
    with tempfile.TemporaryDirectory(prefix="portal-import-") as var:
        os.environ |= {"PORTAL_VAR": var, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "baliportal.settings"}
        subprocess.run([sys.executable, "manage.py", "prepare"], check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        measure(rows)


def measure(rows):
    from django.contrib.auth import get_user_model

    from baliportal.catalogue.db.lock_wait import limit_lock_wait
    from baliportal.imports import prepared_rows

    user = get_user_model().objects.create_superuser("putri", "putri@example.org", "bali-process-2002")
    limit_lock_wait(2)
    most = prepared_rows.MAX_PREPARED
    for name, prepared_rows.MAX_PREPARED in (("made inside", 0), ("made before", most)):
        print(f"{rows} records {name} the transaction", flush=True)
        import_laws(rows, user, name.replace(" ", "-"))


def import_laws(rows, user, prefix):
    from django.contrib import admin
    from django.core.files.base import ContentFile

    from baliportal.imports.apply import apply_batch
    from baliportal.imports.preview import check_batch
    from baliportal.imports.upload import upload
    from legislation.models import Law
    from legislation.records import LAW

    request, law_admin = SimpleNamespace(user=user), admin.site._registry[Law]
    lines = [f"Act {prefix} {n} on smuggling,{prefix}-{n},MY,people-smuggling" for n in range(rows)]
    text = "\n".join(["title,slug,countries,topics", *lines])
    batch = upload(ContentFile(text.encode(), "laws.csv"), schema=LAW, by=user)
    start = time.monotonic()
    while batch.state == batch.State.CHECKING:
        batch = check_batch(batch, law_admin, request)
    say("preview", start)
    waits, ended = [], threading.Event()
    other = threading.Thread(target=write_each_second, args=(waits, ended))
    other.start()
    start = time.monotonic()
    written = apply_batch(batch, law_admin, request)
    say(f"writing {written} rows", start)
    ended.set()
    other.join()
    print(f"another writer: {', '.join(waits)}", flush=True)


def write_each_second(waits, ended):
    from django.contrib.auth import get_user_model
    from django.db import OperationalError, connection

    while not ended.wait(1):
        start = time.monotonic()
        try:
            get_user_model().objects.filter(username="putri").update(first_name="Putri")
            outcome = "saved"
        except OperationalError as problem:
            outcome = str(problem)
        waits.append(f"{time.monotonic() - start:.1f} s ({outcome})")
    connection.close()


def say(what, start):
    print(f"{what}: {time.monotonic() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8_000)
