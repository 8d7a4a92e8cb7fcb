"""The corpus: any number of generated records, the same on every machine with the same starter content.

Words follow Zipf's law and are mixed with pieces of real titles in many scripts; countries and themes follow it too.
One record in a hundred has a long text. Kept as JSON Lines; a file cut short never gets its name.
"""

import hashlib
import json
import random
from collections import Counter
from functools import cache
from itertools import accumulate

from . import pieces
from .words import Words

SEED, VERSION = 2002, 3
KINDS = {
    "law": (5, ["act", "act", "code", "decree", "regulation", "ordinance", "policy"]),
    "resource": (3, ["report", "report", "news", "policy-guide", "handbook", "toolkit", "statement", "newsletter"]),
    "workshop": (2, ["workshop", "workshop", "training", "working-group", "roundtable", "symposium"]),
}
LONG = 0.01  # share of records with a text of 3,000 to 15,000 words
OFTEN = (["en"] * 12) + ["id", "th", "ar", "zh", "vi", "ms", "bn", "km", "lo", "my", "fr", "ru"]


def fingerprint():
    """Fingerprint of everything that the corpus is made of."""
    sources = [SEED, VERSION, pieces.titles(), pieces.sentences(), pieces.originals(), pieces.topics()]
    return hashlib.sha256(json.dumps(sources).encode()).hexdigest()[:10]


def rows(size):
    """The records, one after another."""
    words, rng = Words(SEED), random.Random(SEED)
    for number in range(1, size + 1):
        yield _row(rng, words, number)


def write(size, path, counts_path):
    """The corpus as JSON Lines, and beside it how many records have each word."""
    counts, draft = Counter(), path.with_suffix(".part")
    with draft.open("w", encoding="utf-8") as file:
        for row in rows(size):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            counts.update({*row["title"].split(), *row["summary"].split(), *row["text"].split()})
    counts_path.write_text(json.dumps(counts.most_common()))
    draft.rename(path)


def read(path):
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _row(rng, words, number):
    kind = rng.choices(list(KINDS), [share for share, _ in KINDS.values()])[0]
    language, original = rng.choice(pieces.originals()) if rng.random() < 0.3 else (rng.choice(OFTEN), "")
    return {
        "id": number,
        "kind": kind,
        "type": rng.choice(KINDS[kind][1]),
        "language": language,
        "countries": _some(rng, list(pieces.countries()), (0.8, 1), (0.2, 3)),
        "topics": _some(rng, list(pieces.topics()), (0.6, 1), (0.4, 3)),
        "date": _date(rng),
        "title": _title(rng, words),
        "original_title": " ".join([original, *words.draw(rng, 2)]) if original else "",
        "number": f"Act No. {rng.randint(1, 400)} of {rng.randint(1950, 2026)}" if kind == "law" else "",
        "summary": _summary(rng, words),
        "text": _text(rng, words) if kind != "resource" else "",
    }


def _title(rng, words):
    made = words.draw(rng, rng.randint(3, 8))
    real = rng.choice(pieces.titles()).split()[: rng.randint(2, 8)] if rng.random() < 0.25 else []
    return " ".join(real + made)[:300].capitalize()


def _summary(rng, words):
    made = words.draw(rng, rng.randint(20, 50))
    if rng.random() < 0.04:
        made.insert(rng.randrange(len(made)), rng.choice(words.phrases))
    if rng.random() < 0.2:
        made.append(rng.choice(pieces.sentences()))
    return " ".join(made)


def _text(rng, words):
    return " ".join(words.draw(rng, rng.randint(3_000, 15_000))) if rng.random() < LONG / 0.7 else ""


def _some(rng, values, *shares):
    count = rng.choices([most for _, most in shares], [share for share, _ in shares])[0]
    return sorted(set(rng.choices(values, cum_weights=_zipf(len(values)), k=count)))


@cache
def _zipf(count):
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def _date(rng):
    year = str(max(1950, 2026 - int(rng.expovariate(1 / 12))))
    return year if rng.random() < 0.3 else f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
