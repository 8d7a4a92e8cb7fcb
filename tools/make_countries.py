"""Write baliportal/starter/countries.csv anew: `python -m tools.make_countries`.

Codes and English names come from the Unicode CLDR by way of Babel; a member is named as member_states.csv names it.
"""

import csv
from pathlib import Path

from babel import Locale

STARTER = Path(__file__).parent.parent / "baliportal" / "starter"
#: Territories of the CLDR that ISO 3166-1 does not have.
NO_COUNTRIES = {
    "EU",
    "EZ",
    "UN",
    "ZZ",
    "AC",
    "CP",
    "CQ",
    "DG",
    "EA",
    "IC",
    "TA",
    "XK",
    "XA",
    "XB",
    "QO",
}


def countries():
    """Yield (code, name) of every ISO 3166-1 country, in the order of the codes."""
    with (STARTER / "member_states.csv").open(newline="", encoding="utf-8") as file:
        members = {row["code"]: row["name"] for row in csv.DictReader(file)}
    for code, name in sorted(Locale("en").territories.items()):
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES:
            yield code, members.get(code, name)


if __name__ == "__main__":
    with (STARTER / "countries.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("code", "name"), *countries()])
