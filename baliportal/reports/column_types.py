"""Types of columns in words, for the data dictionary of a report or list."""

from baliportal.catalogue.schema.scalars import Choice, Date, Day, Number, Text, Url, YesNo

WORDS = {
    Text: "text",
    Url: "web address",
    Date: "date, as precise as known: 2005, 2007-08 or 2009-04-14",
    Day: "day, as 2009-04-14",
    Number: "whole number, or empty",
    YesNo: "yes, no, or empty when not known",
}


def type_in_words(kind):
    """Form of the values of a field type; a type without words of its own has those of its nearest base class."""
    if isinstance(kind, Choice):
        return "one of: " + ", ".join(value for value, _ in kind.choices)
    return next(WORDS[base] for base in type(kind).__mro__ if base in WORDS)
