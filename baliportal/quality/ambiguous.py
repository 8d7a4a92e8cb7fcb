"""Names that more than one country or territory has, as data; ISO codes of those that may be meant."""

import re

from .period import when

MAY_BE = {
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
_NAMED = {name: re.compile(rf"\b{name}\b") for name in MAY_BE}


def unsaid_country(record):
    """Amiss when the title names one of these and no chosen country is among those that may be meant."""
    named = [name for name, pattern in _NAMED.items() if pattern.search(record["title"])]
    chosen = {*record["countries"], record.get("country"), record.get("place"), *record.get("host_countries", [])}
    return when(any(not MAY_BE[name] & chosen for name in named))
