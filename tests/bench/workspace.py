"""The directory of one corpus size in var/bench, and the figures of the artefacts in it."""

import hashlib
import shutil
import sys

from . import artefacts, corpus
from .worker import ROOT, TooSlow, Worker

BUILD_LIMIT = 900  # seconds a contestant may need to load the corpus


class Workspace:
    """Artefacts of one corpus size; `builds` holds the figures of their making by name."""

    def __init__(self, size):
        self.size, self.home = size, artefacts.HOME / f"{size}-{corpus.fingerprint()}"
        self.corpus, self.counts = self.home / "corpus" / "rows.jsonl", self.home / "corpus" / "words.json"
        self.builds, self.code = {}, _search_code_fingerprint()

    def make(self, name, build, called=""):
        """Call `build(directory)` where the artefact is missing; False where it failed, now or in an earlier run."""
        say(f"{self.size:,}: {name}")
        figures = artefacts.stamped(self.home / name.replace(" ", "-"), lambda directory: _bounded(build, directory))
        self.builds[called or name] = figures
        return "failed" not in figures

    def forget(self, pattern, besides):
        """Remove the artefacts of earlier states of the code, all that match `pattern` but `besides`."""
        for path in self.home.glob(pattern):
            if path.name != besides:
                shutil.rmtree(path)

    def worker(self, module, *arguments, **environment):
        return Worker(sys.executable, "-m", f"tests.bench.{module}", str(self.corpus), *arguments,
                      DJANGO_SETTINGS_MODULE="baliportal.settings", **environment)  # fmt: skip


def _bounded(build, directory):
    try:
        return build(directory)
    except TooSlow:
        return {"failed": f"not within {BUILD_LIMIT} s"}


def _search_code_fingerprint():
    """Fingerprint of the search package, its sub-packages included: an index is built anew when it changes."""
    sources = sorted((ROOT / "baliportal" / "search").rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]


def say(words):
    print(words, file=sys.stderr, flush=True)
