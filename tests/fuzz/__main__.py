"""Mutate seeds for so many seconds each, and stop at the first exception that a reader does not promise.

usage: python -m tests.fuzz [SECONDS] [SEED]
"""

import io
import os
import random
import sys
import time

import django

SEEDS = {
    "query parser": [
        "smuggling OR trafficking -visa", 'title:"lost passports" (act* OR R.A. 10364) year:2008..2012', "in:file has:file ()",
        "\u202e\u0e01\u0e0e\u0e2b\u0e21\u0e32\u0e22 \u00ad\u200b\ufeff \U0001f600 \ud800".encode("utf-8", "replace").decode(),
    ],
    "CSV reader": [
        'id,title,country,date\r\n,"A law, of sorts",MY,2007-08\r\n', "title;summary\n'=1+1;\"a\nb\"\n", "title\tdate\n\x00\t\n",
    ],
}  # fmt: skip
PIECES = [
    "(",
    ")",
    '"',
    "-",
    ":",
    "OR",
    "NOT",
    "*",
    ",",
    ";",
    "\t",
    "\r",
    "\n",
    "\x00",
    "\ufeff",
    "..",
    "9" * 40,
    "é",
    "\u0e33",
    "'=",
]


def mutated(chance, seed):
    text = list(seed)
    for _ in range(chance.randint(1, 12)):
        place = chance.randint(0, len(text))
        act = chance.randrange(4)
        if act == 0:
            text[place:place] = chance.choice(PIECES) * chance.choice([1, 1, 2, 300])
        elif act == 1:
            del text[place : place + chance.randint(1, 9)]
        elif act == 2:
            text[place:place] = chr(
                chance.choice([chance.randrange(128), chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)])
            )
        else:
            text[place:place] = text[place : place + 20]
    return "".join(text)


def read_query(text, chance):
    from baliportal.search.parsing.query_parser import parse

    parse(text[:1_000])


def read_csv(text, chance):
    from baliportal.catalogue.kinds import named
    from baliportal.imports.errors import FileRefused
    from baliportal.imports.text_file import TextFile

    content = text.encode(chance.choice(["utf-8", "utf-16", "utf-8-sig"]), "replace")
    if chance.random() < 0.3:
        content = bytes(byte ^ (chance.random() < 0.02) * chance.randrange(256) for byte in content)
    try:
        for _, cells in TextFile(io.BytesIO(content), named("law")).rows():
            assert all(isinstance(cell, str) for cell in cells)
    except FileRefused:
        pass


READERS = {"query parser": read_query, "CSV reader": read_csv}


def main(seconds=60, seed=1):
    chance = random.Random(seed)
    for name, read in READERS.items():
        end, number = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            text = mutated(chance, chance.choice(SEEDS[name]))
            try:
                read(text, chance)
            except Exception:
                print(f"{name}, after {number} inputs: {text!r}")
                raise
            number += 1
        print(f"{name}: {number} inputs in {seconds} s, nothing but what it promises.")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baliportal.settings")
    django.setup()
    main(*map(int, sys.argv[1:]))
