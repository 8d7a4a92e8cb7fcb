"""Fields of Word that load a file from elsewhere or start a program when they are updated."""

import re

from .xml_tree import local_name

LOADING = re.compile(r"\s*(?:INCLUDE(?:PICTURE|TEXT)?|IMPORT|LINK|DDE(?:AUTO)?|DATABASE|RD)\b", re.I)
LOCAL_LINK = re.compile(r"\s*HYPERLINK\s+\"?(?:file:|[A-Za-z]:|\\\\)", re.I)
NO_FIELD = " QUOTE "  # Has no effect; the text that the field showed stays.
WORD = "links to files elsewhere"


def clean_fields(root):
    """Replace the codes of such fields; returns {WORD} where there were any."""
    found = [one for one in _codes(root) if _is_loading("".join(text for _, _, text in one))]
    for code in found:
        for number, (element, attribute, _) in enumerate(code):
            text = "" if number else NO_FIELD
            if attribute:
                element.set(attribute, text)
            else:
                element.text = text
    return {WORD} if found else set()


def _is_loading(code):
    return bool(LOADING.match(code) or LOCAL_LINK.match(code))


def _codes(root):
    """The codes of all fields: lists of (element, attribute or "", text), because a code may stand in many pieces."""
    codes, open_fields = [], []
    for element in root.iter():
        name = local_name(element)
        if name == "fldSimple":
            attribute = next((key for key in element.attrib if key.endswith("}instr")), "")
            codes.append([(element, attribute, element.get(attribute, ""))] if attribute else [])
        elif name == "fldChar":
            _track(element, codes, open_fields)
        elif name == "instrText" and open_fields:
            open_fields[-1].append((element, "", element.text or ""))
        elif name == "instrText":
            codes.append([(element, "", element.text or "")])
    return codes + open_fields


def _track(mark, codes, open_fields):
    kind = next((value for key, value in mark.items() if key.endswith("}fldCharType")), "")
    if kind == "begin":
        open_fields.append([])
    elif kind == "end" and open_fields:
        codes.append(open_fields.pop())
