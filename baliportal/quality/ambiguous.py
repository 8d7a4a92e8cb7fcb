"""Ambiguous country names in titles, with the ISO codes of the countries and territories each may mean."""

import re

from .period import always_if

POSSIBLE_COUNTRIES = {
    "China": {"CN", "TW", "HK", "MO"},
    "Congo": {"CG", "CD"},
    "Guinea": {"GN", "GW", "GQ", "PG"},
    "Ireland": {"IE", "GB"},
    "Korea": {"KR", "KP"},
    "Macedonia": {"MK", "GR"},
    "Micronesia": {"FM"},
    "Samoa": {"WS", "AS"},
    "Saint Martin": {"MF", "SX"},
    "Sudan": {"SD", "SS"},
    "Timor": {"TL", "ID"},
    "Virgin Islands": {"VG", "VI"},
}
_NAMED = {name: re.compile(rf"\b{name}\b") for name in POSSIBLE_COUNTRIES}


def ambiguous_country(record):
    """Return ALWAYS if the title holds an ambiguous name and no country of the record is one it may mean, else None."""
    named = [name for name, pattern in _NAMED.items() if pattern.search(record["title"])]
    chosen = {*record["countries"], record.get("country"), record.get("place"), *record.get("host_countries", [])}
    return always_if(any(not POSSIBLE_COUNTRIES[name] & chosen for name in named))
