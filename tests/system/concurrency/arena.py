"""A database of its own that real processes write to at once, on the engine that the suite runs on.

Actors are forked from one server that has Django loaded, so that starting one costs next to nothing.
"""

import multiprocessing
import os
from multiprocessing import forkserver
from unittest import mock
from uuid import uuid4

from django.db import connection

PATIENCE = 300  # seconds until an actor that says nothing has failed; a busy machine took more than 60


class Actor:
    """A process that plays one part and speaks with the test through a pipe."""

    def __init__(self, context, play, *args):
        self._pipe, theirs = context.Pipe()
        self.process = context.Process(target=_perform, args=(play, theirs, args), daemon=True)
        self.process.start()
        theirs.close()

    def hears(self):
        """The next thing the actor says; fails when that was an exception or nothing came."""
        assert self._pipe.poll(PATIENCE), "the actor says nothing"
        kind, word = self._pipe.recv()
        assert kind != "failed", word
        return word

    def silent(self, seconds):
        return not self._pipe.poll(seconds)

    def tell(self, word="go"):
        self._pipe.send(word)

    def kill(self):
        """End the process as a power cut would."""
        self.process.kill()
        self.process.join(PATIENCE)


class Arena:
    """Starts processes that write at once; `ask` runs one to its end and returns its result."""

    def __init__(self, context):
        self._context = context

    def start(self, play, *args):
        return Actor(self._context, play, *args)

    def ask(self, play, *args):
        return self.start(play, *args).hears()


def open_arena(directory, name, starter_cache):
    """Start the server of actors on a new database without content; returns the arena."""
    url = starter_cache.new_empty(directory, name)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.system.concurrency.actors"])
    environment = {"DATABASE_URL": url, "PORTAL_VAR": str(directory), "DJANGO_SETTINGS_MODULE": "baliportal.settings"}
    with mock.patch.dict(os.environ, environment):
        forkserver.ensure_running()
    return Arena(context)


def close_arena(name):
    forkserver._forkserver._stop()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def new_name():
    return f"arena_{uuid4().hex[:12]}"


def _perform(play, pipe, args):
    try:
        pipe.send(("done", play(pipe, *args)))
    except BaseException as problem:  # whatever went wrong belongs to the test
        pipe.send(("failed", repr(problem)))
