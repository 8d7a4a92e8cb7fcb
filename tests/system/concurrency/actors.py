"""The parts that processes play in the arena. Each is given its pipe to the test first.

Loaded once by the server of actors, with an environment that names the arena's database.
"""

import threading
import time

import django

django.setup()

from django.db import connection, connections, transaction  # noqa: E402

from baliportal.catalogue import journal  # noqa: E402
from baliportal.catalogue.models import Change, JournalHead, Topic  # noqa: E402
from baliportal.catalogue.publishing import MoveRefused, move  # noqa: E402
from baliportal.catalogue.schema.records import to_record  # noqa: E402
from baliportal.starter.load import load  # noqa: E402
from legislation.models import Law  # noqa: E402


def load_starter(pipe, path):
    return dict(load(path))


def say_and_wait(pipe, word):
    pipe.send(("said", word))
    return pipe.recv()


def create_law(pipe, title, hold=False):
    """Create a law; with `hold`, wait for a word between taking the number and committing."""
    with transaction.atomic():
        law = Law.objects.create(title=title)
        if hold:
            say_and_wait(pipe, "holding")
    return law.pk


def create_many(pipe, name, count):
    for number in range(count):
        with journal.recording(by=journal.Program(name)):
            Law.objects.create(title=f"{name} {number}")


def create_in_threads(pipe, name, threads, count):
    def act(number):
        create_many(pipe, f"{name} {number}", count)
        connections.close_all()

    crowd = [threading.Thread(target=act, args=[number]) for number in range(threads)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()


def rewrite(pipe, pk, name, count):
    for number in range(count):
        with journal.recording(by=journal.Program(name)):
            Law.objects.filter(pk=pk).update(summary=f"{name} {number}")


def rewrite_one(pipe, pk, summary):
    """Change a row and hold its lock until told to go on."""
    with journal.recording():
        Law.objects.filter(pk=pk).update(summary=summary)
        say_and_wait(pipe, "holding")


def add_topic(pipe, pk, slug, hold=False):
    """Tag a law; with `hold`, wait for a word between taking the number and committing."""
    with transaction.atomic():
        Law.objects.get(pk=pk).topics.add(Topic.objects.get(slug=slug))
        if hold:
            say_and_wait(pipe, "holding")


def relabel(pipe, slug):
    Topic.objects.filter(slug=slug).update(label="Another label")


def delete_one_and_tag_another(pipe, gone, tagged, slug):
    with journal.recording():
        Law.objects.get(pk=gone).delete()
        Law.objects.get(pk=tagged).topics.add(Topic.objects.get(slug=slug))


def take(pipe, pk, to, hold=False):
    """Move an entry; says whether that was refused."""
    try:
        with transaction.atomic():
            move(Law.objects.get(pk=pk), to=to, by=journal.Program("mover"))
            if hold:
                say_and_wait(pipe, "holding")
    except MoveRefused:
        return "refused"
    return "moved"


def read_until(pipe, start, until, seconds=60):
    """Follow the journal as its readers do; returns the numbers in the order in which they were seen."""
    seen, last, end = [], start, time.monotonic() + seconds
    while last < until and time.monotonic() < end:
        numbers = list(Change.objects.since(last).values_list("number", flat=True))
        seen += numbers
        last = numbers[-1] if numbers else last
        time.sleep(0.002)
    return seen


def head(pipe):
    return JournalHead.current()


def numbers_since(pipe, start):
    return list(Change.objects.since(start).values_list("number", "who", "title"))


def history(pipe, pk):
    """(versions, last record is what stands now) of one law."""
    law = Law.objects.get(pk=pk)
    changes = list(Change.objects.of(law))
    return [change.version for change in changes[::-1]], changes[0].record == to_record(law), law.version


def raw(pipe, statement):
    """The words with which the database refuses a statement."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except django.db.DatabaseError as refusal:
        return str(refusal)
    return "done"
