"""Scalar field types of record schemas: parsing, formatting, validation, and reading from and writing to the model.

A value is plain JSON: text, a number, true or false, null, a list of codes, or a list of rows. Dates are ISO texts.
`parse` and `format` are exact inverses on canonical values, in every script; `clean` makes a value canonical.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from ..partial_dates import InvalidDate, PartialDate

#: Separator of the codes of a list in one cell.
SEPARATOR = ";"
WEB_ADDRESS = URLValidator(["http", "https"])


class InvalidValue(ValueError):
    """A value that does not fit its field; the message says why, for a person."""


def one_line_end(text: str) -> str:
    """Replace every kind of line end with a newline, since browsers send CR and LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Text:
    """Text of one line or many, stored exactly; line ends become newlines, and NUL and lone surrogates are refused.

    The base of all field types. `rule` is a sentence for people that says what fits, `empty` the value that states
    nothing, `table_type` the type in the Table Schema. A `late` type is written after the entry has its row.
    `needs_database` marks types of which only the database can tell that a value fits.
    """

    max_length: int = 0
    table_type = "string"
    empty = ""
    late = False
    rule = ""
    needs_database = False

    def parse(self, text: str):
        """Read the text of a cell; InvalidValue when it does not fit."""
        return self.clean(text)

    def format(self, value) -> str:
        """Write a canonical value as the text of a cell; the inverse of `parse`."""
        return value

    def clean(self, value):
        """Return the canonical JSON value; InvalidValue when it does not fit."""
        if not isinstance(value, str):
            raise InvalidValue("must be text.")
        value = one_line_end(value)
        if "\0" in value or re.search("[\ud800-\udfff]", value):
            raise InvalidValue("contains a character that is not text (NUL or half a surrogate pair).")
        if self.max_length and len(value) > self.max_length:
            raise InvalidValue(f"is {len(value)} characters long; at most {self.max_length} fit.")
        return value

    def read(self, instance, attribute: str, audience: str | None):
        """Return the JSON value of a model attribute, as this audience may see it."""
        value = getattr(instance, attribute)
        return one_line_end(value) if isinstance(value, str) else value

    def canonical(self, value):
        """Return a stored value under the present schema; one of another shape becomes empty."""
        return value

    def select(self, value, wanted):
        """Restrict a value to the nested fields for which `wanted(field)` is true; scalars have none and stay whole."""
        return value

    def public_part(self, value):
        return value  # of nested rows, what everybody may see

    def write(self, instance, attribute: str, value) -> None:
        """Set a canonical value on a model instance."""
        setattr(instance, attribute, self.to_python(value))

    def to_python(self, value):
        """Return the model value of a canonical value; InvalidValue when it names what does not exist."""
        return value

    def lookups(self, attribute: str) -> list:
        """Return the prefetch_related lookups with which reading many entries costs no further query."""
        return []

    def joined_lookups(self, model: type, attribute: str) -> list:
        """Return lookups with the same effect for few instances of a model, in fewer queries where that is possible."""
        return self.lookups(attribute)


@dataclass(frozen=True)
class Mailbox(Text):
    """An address of e-mail."""


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
    """One of a closed list of values, or nothing; `choices` holds pairs of value and label."""

    choices: tuple = ()

    def clean(self, value):
        value = super().clean(value)
        if value and value not in dict(self.choices):
            raise InvalidValue(f"“{value}” is not one of: {', '.join(dict(self.choices))}.")
        return value


@dataclass(frozen=True)
class Date(Text):
    """A partial date as text (EDTF level 0): 2005, 2007-08 or 2009-04-14."""

    rule = "A year, a month or a day, never more than the source says."
    max_length: int = 10
    table_type = "string"

    def clean(self, value):
        value = super().clean(value.strip() if isinstance(value, str) else value)
        try:
            return str(PartialDate.parse(value)) if value else ""
        except InvalidDate as problem:
            raise InvalidValue(str(problem)) from problem

    def read(self, instance, attribute, audience):
        value = getattr(instance, attribute)
        return str(value) if value else ""

    def to_python(self, value):
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

    def to_python(self, value):
        return PartialDate.parse(value).first_day if value else None


@dataclass(frozen=True)
class LapseDay(Day):
    """The day on which a verification lapsed. The journal sets it when facts change; a record may state it, too."""

    def write(self, instance, attribute, value):
        super().write(instance, attribute, value)
        instance.states_lapse = True


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
