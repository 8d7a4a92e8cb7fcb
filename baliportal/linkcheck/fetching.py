"""Fetching of the document at an address: what robots.txt and the answer's headers allow, bounded in size and time."""

import re
from dataclasses import dataclass
from email.message import Message
from urllib.parse import unquote, urlsplit

from baliportal.files.safety.media_types import BY_MEDIA_TYPE, ending_of

from .check_result import REQUEST_ERRORS, result_of_error
from .client import MAX_REDIRECTS, Client, redirect_target
from .models import State
from .network import Network

#: Bytes of the largest document that is kept, and seconds that its transfer may take.
MAX_BYTES, MAX_SECONDS = 30 * 1024 * 1024, 120
#: Values of X-Robots-Tag that forbid to keep a copy, to search in it or to show a sentence of it.
FORBIDDING = {"noarchive", "noindex", "nosnippet", "none"}
WEB_PAGES = ("text/html", "application/xhtml+xml")
AGENT = "BaliPortalArchive"


class NotTaken(Exception):
    """No copy was taken; `state` and the message say why. `answered` is true if a server was reached."""

    def __init__(self, state, note, *, answered=True):
        self.state, self.answered = state, answered
        super().__init__(note)


@dataclass(frozen=True)
class Document:
    """A document as its server sent it, with the name that it has there. `content` is None where it has not changed."""

    content: bytes | None
    name: str = ""
    etag: str = ""
    last_modified: str = ""


class Fetcher(Client):
    """Client that fetches documents, under a name of its own: a site may allow checks of links and forbid copies."""

    agent = AGENT

    def __init__(self, network=None, *, delay=1.0):
        super().__init__(network or Network(timeout=20, longest=MAX_SECONDS), delay=delay)
        self.headers |= {"Accept-Encoding": "identity"}

    def fetch(self, address, *, etag="", last_modified="") -> Document:
        """Return the document at an address, unless it is still the one with these validators. Raises NotTaken."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        try:
            return self._follow(address, {name: value for name, value in conditions.items() if value})
        except REQUEST_ERRORS as problem:
            result = result_of_error(problem)
            raise NotTaken(State.FAILED, result.note, answered=result.answered) from problem

    def _follow(self, address, conditions):
        for _ in range(MAX_REDIRECTS + 1):
            if not self.is_allowed_by_robots(address):
                raise NotTaken(State.NOT_ALLOWED, "Its robots.txt asks us to stay away.")
            response = self.request("GET", address, conditions, limit=_wanted_bytes)
            target = redirect_target(address, response)
            if not target:
                return _document(address, response)
            address = target
        raise NotTaken(State.FAILED, "It is sent on again and again.")


def _wanted_bytes(response):
    """Return how much of a body to read: nothing of what is not kept, and one byte more than the limit of the rest."""
    return MAX_BYTES + 1 if response.status == 200 and not _refusal(response) else 0


def _document(address, response):
    if response.status == 304:
        return Document(None)
    if response.status != 200:
        raise NotTaken(State.FAILED, f"The server answers with HTTP {response.status}.")
    if refusal := _refusal(response) or _fault(response):
        raise NotTaken(*refusal)
    headers = response.headers
    return Document(
        response.body, name_of(address, headers), headers.get("etag", "")[:300], headers.get("last-modified", "")[:100]
    )


def _refusal(response):
    """Return (state, reason) where the headers say that this is nothing to keep, else None."""
    headers = response.headers
    if forbidden := sorted(FORBIDDING & set(_robots_tags(headers.get("x-robots-tag", "")))):
        return State.NOT_ALLOWED, f"Its site asks for no copy (X-Robots-Tag: {forbidden[0]})."
    if headers.get("tdm-reservation", "").strip() == "1":
        return State.NOT_ALLOWED, "Its site reserves the mining of its texts (tdm-reservation)."
    if _media_type(headers) in WEB_PAGES:
        return State.WEB_PAGE, "It is a page of the web; only documents are kept."
    if _length(headers) > MAX_BYTES:
        return State.REFUSED, _too_large()
    if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        return State.FAILED, "The server sends it compressed, which was not asked for."
    return None


def _fault(response):
    """Return (state, reason) where the body is too long or broke off, else None."""
    if len(response.body) > MAX_BYTES:
        return State.REFUSED, _too_large()
    if len(response.body) < _length(response.headers):
        return State.FAILED, "The transfer broke off."
    return None


def _robots_tags(header):
    """Yield the directives of X-Robots-Tag that are for every robot or for this one, in lower case."""
    for directive in header.lower().split(","):
        agent, colon, value = directive.strip().rpartition(":")
        if not colon or agent.strip() == AGENT.lower():
            yield value.strip()


def _length(headers):
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0


def _media_type(headers):
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _too_large():
    return f"It is larger than {MAX_BYTES // 1024**2} MiB."


def name_of(address, headers):
    """Return the file name that the server or the address gives, with the ending of the media type that is declared.

    The ending counts for texts alone, which have no other sign of their format.
    """
    message = Message()
    message["Content-Disposition"] = re.sub(r"[\r\n]", " ", headers.get("content-disposition", ""))
    name = message.get_filename() or unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2]) or "document"
    declared = BY_MEDIA_TYPE.get(_media_type(headers))
    return name if declared is None or ending_of(name) in declared.endings else f"{name[:150]}{declared.ending}"
