"""Remove from RTF the groups that are private: properties, comments, names of reviewers, deleted text."""

import re

from baliportal.sandbox.errors import Refused

from .rtf_groups import tokens
from .rtf_hidden import SHOW_TEXT, has_hidden_text

OBJECTS = "The document holds embedded or linked objects, which may be programs. Save it as PDF or DOCX."
OBJECT_WORDS = {
    b"object",
    b"objdata",
    b"objemb",
    b"objocx",
    b"objupdate",
    b"objlink",
    b"objautlink",
    b"objclass",
    b"objhtml",
}
#: Fields that load a file or run a program.
LOADING_FIELD = re.compile(
    rb"(?:\\[a-z]{1,32}-?\d{0,9} ?|[\s{])*(?:INCLUDE(?:PICTURE|TEXT)|DDE(?:AUTO)?|LINK|IMPORT|DATABASE)\s", re.I
)
#: A control word at the end, which what follows a removed group would prolong.
CONTROL_WORD = re.compile(rb"\\[a-z]{1,32}(?:-?\d{1,10})?$", re.I)
#: Word at the beginning of a group to remove, and the word for the curator.
PRIVATE = {
    b"info": "author",
    b"userprops": "custom properties",
    b"annotation": "comments",
    b"atnid": "comments",
    b"atnauthor": "comments",
    b"atntime": "comments",
    b"atndate": "comments",
    b"atnicn": "comments",
    b"atnref": "comments",
    b"atnparent": "comments",
    b"atrfstart": "comments",
    b"atrfend": "comments",
    b"revtbl": "names of reviewers",
    b"deleted": "tracked changes",
    b"rsidtbl": "",
    b"generator": "",
    b"template": "external template",
    b"xmlnstbl": "",
    b"datastore": "data of document management",
    b"datafield": "",
    b"mailmerge": "connections to databases",
    b"passwordhash": "",
    b"docvar": "variables of macros",
    b"filetbl": "places of files on a computer",
    b"themedata": "",
    b"colorschememapping": "",
}


def scrub_rtf(data):
    """Return (bytes of the public copy, words for what was removed). Raises MalformedRtf, and Refused for objects."""
    if has_hidden_text(data):
        raise Refused(SHOW_TEXT)
    scrubber = _Scrubber(data)
    for start, end, word in tokens(data):
        if word in OBJECT_WORDS or (word == b"fldinst" and LOADING_FIELD.match(data, end)):
            raise Refused(OBJECTS)
        scrubber.take(start, end, word)
    return bytes(scrubber.output), sorted(scrubber.words - {""})


class _Scrubber:
    """Copies tokens to `output`, except for those of private groups."""

    def __init__(self, data):
        self.data, self.output, self.words = data, bytearray(), set()
        self._starts = []  # Position in the output where each open group begins.
        self._hidden_at = None  # Number of open groups when hiding began.
        self._is_start = False  # Nothing but “\\*” has come since the last brace.

    def take(self, start, end, word):
        if word == b"{":
            self._starts.append(len(self.output))
        is_end_of_hidden = word == b"}" and len(self._starts) == self._hidden_at
        if self._hidden_at is None:
            self._hide_if_private(word, self.data[start:end])
        if self._hidden_at is None:
            self.output += self.data[start:end]
        if word == b"}":
            self._close(is_end_of_hidden)
        self._is_start = word == b"{" or (self._is_start and self.data[start:end].strip() in (b"\\*", b""))

    def _hide_if_private(self, word, token):
        """Begin to hide: a private group as a whole, and what follows a mark of deletion to the end of its group."""
        is_deletion = word == b"deleted" and not token.strip().endswith(b"0")
        if is_deletion or (self._is_start and word in PRIVATE):
            self.words.add(PRIVATE[word])
            self._hidden_at = len(self._starts)
            if not is_deletion:
                del self.output[self._starts[-1] :]
                self._starts[-1] = -1

    def _close(self, is_end_of_hidden):
        begun_at = self._starts.pop()
        if is_end_of_hidden:
            self._hidden_at = None
            self.output += b"}" if begun_at >= 0 else b" " if CONTROL_WORD.search(self.output[-40:]) else b""
