"""Match keys (blocking keys) of a record: normalised values that two records of the same thing have in common.

Titles match if their significant words do, in any order and with the usual differences of spelling. Traits that can
contradict a match (country, date, number in a series) are stored with the key.
"""

import hashlib
import re
from urllib.parse import urlsplit

from baliportal.search.analysis.folding import fold

STOP_WORDS = {
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "no", "of", "on", "or", "the", "to",
    "under", "with",
}  # fmt: skip
#: Letters from which a word is reduced to its first letter and its consonants.
SKELETON_MIN_LENGTH = 5
TRAITS = ("date", "ordinal", "series", "edition", "number", "acronym", "type")


def significant_words(title):
    """Return the folded words of a title without stop words; a long word as its first letter and consonants."""
    words = re.findall(r"[^\s.'/\-]+", fold(title))
    return {_skeleton(word) for word in words if word not in STOP_WORDS}


def match_keys(record, kind):
    """Return {key: (reason, traits)} of a record; a key is a SHA-256 in hexadecimal."""
    traits = {name: record[name] for name in TRAITS if record.get(name)}
    traits |= {"countries": record["countries"], "words": sorted(significant_words(record["title"]))}
    return {
        _hash(kind, reason, match_value): (reason, traits)
        for reason, match_value in _match_values(record)
        if match_value
    }


def _match_values(record):
    yield "title", " ".join(sorted(significant_words(record["title"])))
    yield "original", _letters_and_digits(record["original_title"])
    yield (
        "number",
        _letters_and_digits(record.get("number", ""))
        and _letters_and_digits(record["number"]) + ";".join(record["countries"]),
    )
    yield "address", _normalised_address(record["url"])
    for file in record.get("files", []):
        yield "file", file["sha256"]
        yield "text", file.get("text_sha256")  # not recorded by records of before texts were read


def contradicts(one, other, reason):
    """Return True if the traits of two records with a key in common show that they are different things."""
    if reason in ("file", "text"):
        return False
    if not _is_subset_either_way(one["countries"], other["countries"]):
        return True
    if reason in ("address", "number") and not _share_most_words(one["words"], other["words"]):
        return True
    return any(_differ(one.get(name), other.get(name)) for name in TRAITS if name != reason)


def _differ(one, other):
    """Return True if both are known and neither is a less precise form of the other, as 2007 is of 2007-07-18."""
    one, other = str(one or "").casefold(), str(other or "").casefold()
    return bool(one and other) and not one.startswith(other) and not other.startswith(one)


def _is_subset_either_way(one, other):
    """Return True if one set may be an incomplete list of the other; two agreements that share one party differ."""
    return set(one) <= set(other) or set(other) <= set(one)


def _share_most_words(one, other):
    """Return True if both hold at least half of all words: several records may share one page or number."""
    return 2 * len(set(one) & set(other)) >= len(set(one) | set(other))


def _skeleton(word):
    if len(word) < SKELETON_MIN_LENGTH or not (word.isascii() and word.isalpha()):
        return word
    consonants = re.sub("[aeiouy]", "", word[1:].replace("z", "s").replace("ph", "f"))
    return word[0] + re.sub(r"(.)\1+", r"\1", consonants)


def _letters_and_digits(text):
    return re.sub(r"[\W_]+", "", fold(text))


def _normalised_address(url):
    """Return a URL without scheme, leading www, trailing slash and fragment."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}" if host else ""


def _hash(kind, reason, match_value):
    return hashlib.sha256("\x1f".join([kind, reason, match_value]).encode()).hexdigest()
