"""The index of a test: its content and its files, also as another process reads and writes it."""

import subprocess
import sys

from baliportal.search.index.index import Index
from baliportal.search.query import search

START = """
import sys
from baliportal.search.index.index import Index
from tests.search.conftest import document
i = Index(sys.argv[1])
"""


def titles(index):
    return sorted(hit.id for hit in search(index, "", limit=100).hits)


def directory(index):
    return index._storage.directory


def current_directory(index):
    return index._storage.current()


def other(index):
    """As another process sees the same index."""
    return Index(directory(index))


def start(index, program):
    return subprocess.Popen(
        [sys.executable, "-c", START + program, directory(index)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
