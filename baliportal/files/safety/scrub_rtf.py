"""Remove from RTF the groups that are private: properties, comments, names of reviewers, deleted text."""

from baliportal.sandbox.errors import Refused

from .rtf_groups import tokens

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
    output, words = bytearray(), set()
    starts = []  # Position in the output where each open group begins.
    hidden = 0  # Depth inside a removed group.
    is_start = False
    for start, end, word in tokens(data):
        if word in OBJECT_WORDS:
            raise Refused(OBJECTS)
        if word == b"{":
            hidden += bool(hidden)
            starts.append(len(output))
        elif is_start and not hidden and word in PRIVATE:
            words.add(PRIVATE[word])
            del output[starts[-1] :]
            hidden = 1
        if not hidden:
            output += data[start:end]
        if word == b"}":
            starts.pop()
            hidden -= bool(hidden)
        is_start = word == b"{" or (is_start and data[start:end].strip() in (b"\\*", b""))
    return bytes(output), sorted(words - {""})
