"""Text that a part of an office file shows once changes are accepted, read as a stream, without a tree."""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from xml.parsers.expat import ParserCreate

from .odf_hidden import is_hidden
from .word_hidden import FALSE, HidingStyles

#: Elements (“namespace name” ends so) whose content is not text of the document once changes are accepted.
HIDDEN = re.compile(
    r".*(?:wordprocessingml/\S+ (?:del|moveFrom|instrText|[rp]PrChange|trPrChange)"
    r"|opendocument\S* (?:annotation|tracked-changes|scripts"
    r"|event-listeners|object-ole|section-source|plugin|floating-frame)"
    r"|xhtml (?:script|iframe|object|embed|applet|form))"
)


@dataclass
class _Frame:
    """A run or row of a Word table that is open: its text waits, because its properties tell whether it is hidden."""

    hidden: bool | None = None
    style: str = ""
    paragraph_style: str = ""
    texts: list = field(default_factory=list)


class ShownText:
    """Digest of the text without white space; `styles` are those of `word_hidden` or `odf_hidden` that hide text."""

    def __init__(self, styles):
        self.styles = styles
        self.digest, self.hidden = sha256(), 0
        self._names, self._paragraphs, self._frames = [], [], []
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.UseForeignDTD(False)
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._started, self._ended
        self.parser.CharacterDataHandler = self._characters
        self.parser.SkippedEntityHandler = self._entity

    def _started(self, full_name, attributes):
        name = full_name.rpartition(" ")[2]
        self.hidden += bool(self.hidden or HIDDEN.fullmatch(full_name) or self._is_hidden_odf(name, attributes))
        self._names.append(name)
        if isinstance(self.styles, HidingStyles) and not self.hidden:
            self._started_word(name, next((value for key, value in attributes.items() if key.endswith(" val")), ""))

    def _is_hidden_odf(self, name, attributes):
        return not isinstance(self.styles, HidingStyles) and is_hidden(name, attributes.items(), self.styles)

    def _started_word(self, name, value):
        place = tuple(self._names[-3:-1])
        if name == "p":
            self._paragraphs.append("")
        elif name == "pStyle" and place == ("p", "pPr"):
            self._paragraphs[-1] = value
        elif name in ("r", "tr"):
            self._frames.append(_Frame(paragraph_style=self._paragraphs[-1] if self._paragraphs else ""))
        elif name == "rStyle" and place == ("r", "rPr"):
            self._frames[-1].style = value
        elif (name, *place) in (("vanish", "r", "rPr"), ("hidden", "tr", "trPr")):
            self._frames[-1].hidden = value.lower() not in FALSE

    def _ended(self, _name):
        name = self._names.pop()
        if not self.hidden and isinstance(self.styles, HidingStyles):
            self._ended_word(name)
        self.hidden -= bool(self.hidden)

    def _ended_word(self, name):
        if name == "p":
            self._paragraphs.pop()
        elif name in ("r", "tr"):
            frame = self._frames.pop()
            hidden = (
                frame.hidden if name == "tr" else self.styles.hide(frame.hidden, frame.paragraph_style, frame.style)
            )
            if not hidden:
                self._write("".join(frame.texts))

    def _characters(self, text):
        if not self.hidden:
            self._write("".join(text.split()))

    def _write(self, text):
        if self._frames:
            self._frames[-1].texts.append(text)
        else:
            self.digest.update(text.encode())

    def _entity(self, name, _is_parameter):
        self._characters(f"&{name};")
