"""Paths of the author's computer in attributes: Word made them the description of pictures for years."""

import re

ATTRIBUTES = {"descr", "title", "name", "alt", "href", "url", "sourceFile", "codeName"}
LOCAL_PATH = re.compile(r"(?:[A-Za-z]:[\\/]|\\\\|file:)")
WORD = "places of files on a computer"


def remove_local_paths(root):
    """Empty the attributes that hold such paths; returns {word} where there were any."""
    words = set()
    for element in root.iter():
        for name, value in element.items():
            if name.rpartition("}")[2] in ATTRIBUTES and LOCAL_PATH.match(value):
                element.set(name, "")
                words.add(WORD)
    return words
