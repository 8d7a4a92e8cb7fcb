"""The traffic: addresses by class with their share of the arrivals, and whom each request claims to come from."""

import random
from urllib.parse import urlencode

SHARES = {"home": 15, "search": 32, "facets": 15, "record": 25, "file": 5, "export": 2, "crawler": 6}
VISITORS = 500  # addresses; the crawler has one of its own
CRAWLER = "198.51.100.1"
WORDS = ["boat", "border", "act", "women", "children", "labour", "visa", "smuggling", "return", "training", "court", "police", "data", "refugee", "asylum", "migration", "document", "identity", "passport", "fisher"]  # fmt: skip


class Mix:
    """Requests drawn at random, the same in each run."""

    def __init__(self, surroundings, vocabulary):
        self._given, self._vocabulary, self._random = surroundings, [*WORDS, *vocabulary], random.Random(2002)

    def draw(self):
        """(class, address, address of the visitor)."""
        name = self._random.choices(list(SHARES), SHARES.values())[0]
        number = self._random.randrange(VISITORS)
        visitor = CRAWLER if name == "crawler" else f"203.0.{113 + number // 250}.{number % 250 + 1}"
        return name, getattr(self, f"_{name}")(), visitor

    def _home(self):
        return self._random.choice(["/", "/", "/about/", "/topics/", "/members/"])

    def _search(self):
        words = self._random.sample(self._vocabulary, self._random.choice([1, 1, 2, 3]))
        return f"/search/?{urlencode({'q': ' '.join(words)})}"

    def _facets(self):
        choices = {"country": self._random.choice(self._given["countries"]), "year": self._random.randint(1990, 2026)}
        return f"/legislation/?{urlencode(choices)}"

    def _record(self):
        return f"/legislation/{self._random.choice(self._given['laws'])}/"

    def _file(self):
        return f"/files/{self._random.choice(self._given['files'])}/{self._random.choice(['', 'text/'])}"

    def _export(self):
        return f"/legislation.csv?{urlencode({'country': self._random.choice(self._given['countries'])})}"

    def _crawler(self):
        choices = {
            name: self._random.choice(self._given[given])
            for name, given in (("country", "countries"), ("topic", "topics"))
        }
        return f"/search/?{urlencode(choices | {'year': self._random.randint(1950, 2026)})}"


class TitlesMix:
    """Requests for the minimal application."""

    def __init__(self, entries):
        self._entries, self._number = entries, 0

    def draw(self):
        self._number += 1
        return "titles", f"/?after={self._number * 37 % self._entries}", "127.0.0.1"
