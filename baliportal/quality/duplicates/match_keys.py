"""The marks of a record: values that two records of the same thing have in common, however they are written.

A title counts as the same when its telling words are, in any order and with the usual differences of spelling. What
contradicts that (another country, another date, another number in the series) is kept beside the mark.
"""

import hashlib
import re
from urllib.parse import urlsplit

from baliportal.search.analysis.folding import fold

LITTLE = {
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "no", "of", "on", "or", "the", "to",
    "under", "with",
}  # fmt: skip
SKELETON_FROM = 5  # letters from which a word is known by its consonants
TRAITS = ("date", "ordinal", "series", "edition", "number", "acronym", "type")


def telling_words(title):
    """The words of a title that tell it from others, folded; of a long one, its first letter and consonants."""
    words = re.findall(r"[^\s.'/\-]+", fold(title))
    return {_skeleton(word) for word in words if word not in LITTLE}


def match_keys(record, kind):
    """{value: (reason, traits)} of a record."""
    traits = {name: record[name] for name in TRAITS if record.get(name)}
    traits |= {"countries": record["countries"], "words": sorted(telling_words(record["title"]))}
    return {_hashed(kind, reason, alike): (reason, traits) for reason, alike in _alike(record) if alike}


def _alike(record):
    yield "title", " ".join(sorted(telling_words(record["title"])))
    yield "original", _squeezed(record["original_title"])
    yield "number", _squeezed(record.get("number", "")) and _squeezed(record["number"]) + ";".join(record["countries"])
    yield "address", _plain_address(record["url"])
    for file in record.get("files", []):
        yield "file", file["sha256"]


def contradict(one, other, reason):
    """Whether the traits of two records with a mark in common say that they are not the same thing."""
    if reason == "file":
        return False
    if not _one_holds_the_other(one["countries"], other["countries"]):
        return True
    if reason in ("address", "number") and not _share_words(one["words"], other["words"]):
        return True
    return any(_differ(one.get(name), other.get(name)) for name in TRAITS if name != reason)


def _differ(one, other):
    """Both are known and neither is the other said less precisely, as 2007 is of 2007-07-18."""
    one, other = str(one or "").casefold(), str(other or "").casefold()
    return bool(one and other) and not one.startswith(other) and not other.startswith(one)


def _one_holds_the_other(one, other):
    """Whether one set of countries may be the other, told in part; of two agreements with one party in common not."""
    return set(one) <= set(other) or set(other) <= set(one)


def _share_words(one, other):
    """Whether at least half of all their telling words are in both: a page or a number may serve several records."""
    return 2 * len(set(one) & set(other)) >= len(set(one) | set(other))


def _skeleton(word):
    if len(word) < SKELETON_FROM or not (word.isascii() and word.isalpha()):
        return word
    consonants = re.sub("[aeiouy]", "", word[1:].replace("z", "s").replace("ph", "f"))
    return word[0] + re.sub(r"(.)\1+", r"\1", consonants)


def _squeezed(text):
    return re.sub(r"[\W_]+", "", fold(text))


def _plain_address(url):
    """An address without what does not tell it from another: scheme, www, the slash at its end, the fragment."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}" if host else ""


def _hashed(kind, reason, alike):
    return hashlib.sha256("\x1f".join([kind, reason, alike]).encode()).hexdigest()
