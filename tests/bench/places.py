"""The places of one size in var/bench, and the figures of what stands there."""

import hashlib
import shutil
import sys

from . import corpus, kept
from .worker import ROOT, TooSlow, Worker

BUILD_LIMIT = 900  # seconds that anybody may take to take the corpus in


class Place:
    """`builds` holds, by name, the figures of everything made or found made."""

    def __init__(self, size):
        self.size, self.home = size, kept.HOME / f"{size}-{corpus.fingerprint()}"
        self.corpus, self.counts = self.home / "corpus" / "rows.jsonl", self.home / "corpus" / "words.json"
        self.builds, self.code = {}, _code()

    def make(self, name, act, called=""):
        """Made by `act(directory)` where it is missing; what takes longer than it may is not tried again."""
        say(f"{self.size:,}: {name}")
        figures = kept.stamped(self.home / name.replace(" ", "-"), lambda place: _bounded(act, place))
        self.builds[called or name] = figures
        return "failed" not in figures

    def forget(self, pattern, besides):
        """Removes what an earlier state of the code made."""
        for path in self.home.glob(pattern):
            if path.name != besides:
                shutil.rmtree(path)

    def worker(self, module, *arguments, **environment):
        return Worker(sys.executable, "-m", f"tests.bench.{module}", str(self.corpus), *arguments,
                      DJANGO_SETTINGS_MODULE="baliportal.settings", **environment)  # fmt: skip


def _bounded(act, place):
    try:
        return act(place)
    except TooSlow:
        return {"failed": f"not within {BUILD_LIMIT} s"}


def _code():
    """A fingerprint of the search core: an index is made anew when it changes."""
    sources = sorted((ROOT / "baliportal" / "search").rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]


def say(words):
    print(words, file=sys.stderr, flush=True)
