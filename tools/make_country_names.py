"""Write the translations in baliportal/starter/country_names.csv anew: `python -m tools.make_country_names`.

Names of the members in the languages of the region come from the Unicode CLDR by way of Babel. Rows by hand, whose
note is not "CLDR", stay; a translation that says no more than a name already there is left out.
"""

import csv
import re
from pathlib import Path

from babel import Locale

STARTER = Path(__file__).parent.parent / "baliportal" / "starter"
FILE = STARTER / "country_names.csv"
COLUMNS = ("country", "text", "language", "note")
NOTE = "CLDR"
LANGUAGES = (
    "ar", "bn", "dz", "en", "fa", "fr", "hi", "id", "ja", "km", "ko", "lo", "mn", "ms", "my", "ne", "ps", "pt", "si",
    "ta", "th", "tl", "tr", "ur", "vi", "zh", "zh-Hant",
)  # fmt: skip
#: The country whose CLDR names hold a second name in brackets; elsewhere brackets only explain.
TWO_NAMES = "MM"


def rows():
    """Rows of the file, by country: those by hand in their order, then the translations."""
    by_hand = [row for row in _read(FILE) if row["note"] != NOTE]
    members = {row["code"]: row["name"] for row in _read(STARTER / "member_states.csv")}
    for code in sorted(members.keys() | {row["country"] for row in by_hand}):
        own = [row for row in by_hand if row["country"] == code]
        yield from own
        yield from _translations(code, {members.get(code), *(row["text"] for row in own)})


def _translations(code, there):
    seen = {name.casefold() for name in there if name}
    for language in LANGUAGES:
        for name in _names(code, Locale.parse(language, sep="-").territories[code]):
            if name.casefold() not in seen:
                seen.add(name.casefold())
                yield dict(zip(COLUMNS, (code, name, language, NOTE), strict=True))


def _names(code, name):
    """ "Myanmar (Burma)" as two names; of "Hong Kong (China)" what stands before the bracket."""
    outside, inside = re.fullmatch(r"(.*?)\s*(?:[(（](.*)[)）])?", name).groups()
    return [outside, inside] if inside and code == TWO_NAMES else [outside]


def _read(file):
    with file.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    written = list(rows())
    with FILE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(written)
