"""Made-up files of the corpus: one record in five has a file of five pages, so that there are as many pages as records."""

import hashlib
import random

from .corpus import SEED
from .words import Words

EVERY = 5  # records between two with a file, and pages of each file
WORDS = 350  # of a page
PHRASES = 0.04  # share of pages with a fixed phrase


def pages_by_record(size):
    """Yield (number of the record, texts of its pages) for the first `size` records."""
    words, rng = Words(SEED), random.Random(SEED + 1)
    for number in range(EVERY, size + 1, EVERY):
        yield number, [_page(words, rng) for _ in range(EVERY)]


def sha256_of(number):
    """Fingerprint of a file that stands for no bytes: only its text is in the database."""
    return hashlib.sha256(f"bench {number}".encode()).hexdigest()


def _page(words, rng):
    drawn = words.draw(rng, WORDS)
    if rng.random() < PHRASES:
        drawn.insert(rng.randrange(WORDS), rng.choice(words.phrases))
    lines = [" ".join(drawn[start : start + 70]) for start in range(0, len(drawn), 70)]
    return ".\n\n".join(lines)
