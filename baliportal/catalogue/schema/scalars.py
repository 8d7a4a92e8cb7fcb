"""What a column of a record form may hold: how a value reads and prints, is checked, and meets the model.

A value is plain JSON: text, a number, true or false, null, a list of codes, or a list of rows. Dates are ISO texts.
`parse` and `format` are exact inverses on canonical values, in every script; `clean` makes a value canonical or says
in words why it cannot.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from ..partial_dates import InvalidDate, PartialDate

SEPARATOR = ";"  # between the codes of a list in one cell
WEB_ADDRESS = URLValidator(["http", "https"])


class InvalidValue(ValueError):
    """The value does not belong in this column; the message tells a person why."""


def one_line_end(text):
    """The text with newlines for every kind of line end: browsers send two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


FETCHED = "fetched_"  # before the name of a relation: where its rows are kept that were fetched along


def related(thing, attribute):
    """The rows at the other end of a relation to many: as fetched along, or asked for now."""
    fetched = thing.__dict__.get(FETCHED + attribute)
    return getattr(thing, attribute).all() if fetched is None else fetched


def forget_related(thing):
    """What was fetched along is old once a relation has changed."""
    for name in [name for name in thing.__dict__ if name.startswith(FETCHED)]:
        del thing.__dict__[name]


@dataclass(frozen=True)
class Text:
    """One line or many of text, kept exactly; line ends become newlines, and what no database keeps is refused.

    `rule` says to people in a sentence what fits.
    """

    max_length: int = 0
    table_type = "string"
    empty = ""
    late = False  # written with the entry itself, not after it
    rule = ""
    tried = False  # whether only the database can tell that a value fits

    def parse(self, text):
        return self.clean(text)

    def format(self, value):
        return value

    def clean(self, value):
        if not isinstance(value, str):
            raise InvalidValue("must be text.")
        value = one_line_end(value)
        if "\0" in value or re.search("[\ud800-\udfff]", value):
            raise InvalidValue("contains a character that is not text (NUL or half a surrogate pair).")
        if self.max_length and len(value) > self.max_length:
            raise InvalidValue(f"is {len(value)} characters long; at most {self.max_length} fit.")
        return value

    def read(self, thing, attribute, audience):
        value = getattr(thing, attribute)
        return one_line_end(value) if isinstance(value, str) else value

    def public_part(self, value):
        """The part of a stored value that everybody may see, in a column that everybody may see."""
        return value

    def write(self, thing, attribute, value):
        setattr(thing, attribute, self.meant(value))

    def meant(self, value):
        """What the model is given for a canonical value; InvalidValue when it names what is not there."""
        return value

    def lookups(self, attribute):
        """The relations to fetch along with many entries, so that reading them costs no further query."""
        return []


@dataclass(frozen=True)
class Url(Text):
    """An http or https address, or nothing."""

    rule = "It begins with http:// or https://."
    max_length: int = 1000

    def clean(self, value):
        value = super().clean(value)
        try:
            value and WEB_ADDRESS(value)
        except ValidationError as problem:
            raise InvalidValue(f"“{value}” is not a web address that starts with http:// or https://.") from problem
        return value


@dataclass(frozen=True)
class Slug(Text):
    """The last part of an address: small letters, digits and hyphens."""

    rule = "Small letters, digits and hyphens."
    max_length: int = 120

    def clean(self, value):
        value = super().clean(value)
        if value and not re.fullmatch(r"[-a-zA-Z0-9_]+", value, re.ASCII):
            raise InvalidValue(f"“{value}” may only have letters a to z, digits, hyphens and underscores.")
        return value


@dataclass(frozen=True)
class Language(Text):
    """An ISO 639 code such as en, th or pt."""

    rule = "A code of ISO 639, of two or three letters."
    max_length: int = 8

    def clean(self, value):
        value = super().clean(value)
        if value and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", value, re.ASCII):
            raise InvalidValue(f"“{value}” is not a language code such as en or th.")
        return value


@dataclass(frozen=True)
class Choice(Text):
    """One of a named few, or nothing; `choices` maps each value to its label."""

    choices: tuple = ()

    def clean(self, value):
        value = super().clean(value)
        if value and value not in dict(self.choices):
            raise InvalidValue(f"“{value}” is not one of: {', '.join(dict(self.choices))}.")
        return value


@dataclass(frozen=True)
class Date(Text):
    """A partial date as its text: 2005, 2007-08 or 2009-04-14."""

    rule = "A year, a month or a day, never more than the source says."
    max_length: int = 10
    table_type = "string"

    def clean(self, value):
        value = super().clean(value.strip() if isinstance(value, str) else value)
        try:
            return str(PartialDate.parse(value)) if value else ""
        except InvalidDate as problem:
            raise InvalidValue(str(problem)) from problem

    def read(self, thing, attribute, audience):
        value = getattr(thing, attribute)
        return str(value) if value else ""

    def meant(self, value):
        return PartialDate.parse(value) if value else None


@dataclass(frozen=True)
class Day(Date):
    """A whole day, as of a verification."""

    rule = "A whole day."

    def clean(self, value):
        value = super().clean(value)
        if value and len(value) != 10:
            raise InvalidValue(f"“{value}” must be a whole day, as 2026-11-24.")
        return value

    def meant(self, value):
        return PartialDate.parse(value).first_day if value else None


@dataclass(frozen=True)
class Number(Text):
    """A whole number, or nothing (null)."""

    rule = "A whole number."
    table_type = "integer"
    empty = None

    def parse(self, text):
        if not text.strip():
            return None
        if not re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII):
            raise InvalidValue(f"“{text}” is not a whole number.")
        return int(text)

    def format(self, value):
        return "" if value is None else str(value)

    def clean(self, value):
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9):
            return value
        raise InvalidValue(f"“{value}” is not a whole number.")


@dataclass(frozen=True)
class YesNo(Text):
    """Yes, no, or not known (null)."""

    table_type = "boolean"
    empty = None
    words = {"yes": True, "no": False, "": None}

    def parse(self, text):
        if text.strip().lower() not in self.words:
            raise InvalidValue(f"“{text}” is neither yes nor no.")
        return self.words[text.strip().lower()]

    def format(self, value):
        return next(word for word, meaning in self.words.items() if meaning is value)

    def clean(self, value):
        if value is not None and not isinstance(value, bool):
            raise InvalidValue(f"“{value}” is neither yes nor no.")
        return value
