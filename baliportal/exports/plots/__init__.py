"""What people would rather look at than read: plots as data on a report, each with a table of the same numbers.

A plot has a `template`, and `drawn(filters)` gives what that template shows. Colours are classes; the style sheet has
the colours. Lengths are shares of the sheet, so that a plot is as wide as there is room and its words keep their size.
"""

from .bars import Bars
from .columns import Columns
from .matrix import Mark, Matrix

__all__ = ["Bars", "Columns", "Mark", "Matrix"]
