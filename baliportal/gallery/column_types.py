"""What a column of a report may hold, in words for its data dictionary."""

from functools import singledispatch

from baliportal.catalogue.values import Choice, Date, Day, Number, Text, Url, YesNo


@singledispatch
def type_in_words(kind):
    """What values of this type look like."""
    raise TypeError(f"The data dictionary has no words for {kind!r}.")


@type_in_words.register
def _(kind: Text):
    return "text"


@type_in_words.register
def _(kind: Url):
    return "web address"


@type_in_words.register
def _(kind: Choice):
    return "one of: " + ", ".join(value for value, _ in kind.choices)


@type_in_words.register
def _(kind: Date):
    return "date, as precise as known: 2005, 2007-08 or 2009-04-14"


@type_in_words.register
def _(kind: Day):
    return "day, as 2009-04-14"


@type_in_words.register
def _(kind: Number):
    return "whole number, or empty"


@type_in_words.register
def _(kind: YesNo):
    return "yes, no, or empty when not known"
