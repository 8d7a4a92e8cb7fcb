"""Groups of RTF: a token is a brace, a control word, a run of text, or binary data."""

import re

TOKEN = re.compile(rb"[{}]|\\'[0-9a-fA-F]{2}|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\[^a-zA-Z]|[^{}\\]+", re.S)
MAX_DEPTH = 500


class MalformedRtf(ValueError):
    """The braces do not match, or data goes on after the last."""


def tokens(data):
    """Yield (start, end, word) of each token; word is the control word, a brace, or b"". Raises MalformedRtf."""
    position, depth = 0, 0
    while position < len(data):
        match = TOKEN.match(data, position)
        if match is None:
            raise MalformedRtf
        position, word = match.end(), match[1] or b""
        if match[0] in (b"{", b"}"):
            word = match[0]
            depth += 1 if word == b"{" else -1
        if word == b"bin" and match[2]:
            position += max(int(match[2]), 0)
        if depth < 0 or depth > MAX_DEPTH or position > len(data):
            raise MalformedRtf
        yield match.start(), position, word
        if not depth:
            break
    if depth or data[position:].strip(b"\0 \t\r\n"):
        raise MalformedRtf
