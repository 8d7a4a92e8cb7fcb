"""What a column of a report may hold, in words for its data dictionary."""

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
    """What values of this type look like; a type without words of its own has those of the type it is made of."""
    if isinstance(kind, Choice):
        return "one of: " + ", ".join(value for value, _ in kind.choices)
    return next(WORDS[each] for each in type(kind).__mro__ if each in WORDS)
