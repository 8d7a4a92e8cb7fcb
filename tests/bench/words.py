"""A generated vocabulary with frequencies under Zipf's law, and fixed phrases of it."""

import random
from itertools import accumulate

SIZE = 80_000
PHRASES = 40
ONSETS = [
    "b",
    "ch",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "y",
    "z",
    "kh",
    "ph",
    "st",
]
CODAS = ["", "", "", "n", "r", "m", "k"]


class Words:
    """The same seed gives the same words, in order of their frequency, and the same phrases."""

    def __init__(self, seed):
        rng = random.Random(seed)
        self.ranked = _distinct(rng)
        self._weights = list(accumulate(1 / rank for rank in range(1, SIZE + 1)))
        usual = self.ranked[50:2000]
        self.phrases = [" ".join(rng.sample(usual, 3)) for _ in range(PHRASES)]

    def draw(self, rng, count):
        return rng.choices(self.ranked, cum_weights=self._weights, k=count)


def _distinct(rng):
    words = {}
    while len(words) < SIZE:
        word = "".join(_syllable(rng) for _ in range(rng.choice((2, 2, 3, 3, 4))))
        if len(word) > 4:
            words[word + rng.choice("aiou")] = None
    return list(words)


def _syllable(rng):
    return rng.choice(ONSETS) + rng.choice("aeiou") + rng.choice(CODAS)
