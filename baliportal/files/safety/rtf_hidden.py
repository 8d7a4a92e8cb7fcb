"""Hidden text of RTF (\\v): a group inherits it from the one around it, and a private one shows nothing anyway."""

from .rtf_groups import tokens

SHOW_TEXT = (
    "The document has hidden text. Delete it or show it (Word: Home, Show/Hide, then Font), or save the document as "
    "DOCX or PDF."
)
#: Groups that are no text of the document: styles, entries of an index, codes of fields.
NO_TEXT = {
    b"*",
    b"stylesheet",
    b"fonttbl",
    b"colortbl",
    b"info",
    b"xe",
    b"tc",
    b"tcn",
    b"fldinst",
    b"pict",
    b"listtext",
}


def has_hidden_text(data):
    """True where a group that is text has hidden characters. Raises MalformedRtf."""
    groups = [(False, False)]  # Of each open group: whether its text is hidden, and whether it is no text.
    for start, end, word in tokens(data):
        hidden, is_no_text = groups[-1]
        token = data[start:end].strip()
        if word == b"{":
            groups.append((hidden, is_no_text))
        elif word == b"}":
            groups.pop()
        elif word == b"v":
            groups[-1] = token != rb"\v0", is_no_text
        elif word == b"plain":
            groups[-1] = False, is_no_text
        elif word in NO_TEXT or token == rb"\*":
            groups[-1] = hidden, True
        elif hidden and not is_no_text and _is_text(word, token):
            return True
    return False


def _is_text(word, token):
    return word == b"u" or token.startswith(rb"\'") or bool(token and not word and not token.startswith(b"\\"))
