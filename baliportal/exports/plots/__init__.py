"""Plots of a report as data: bars, columns over time, a matrix and a map, each with a table of the same numbers.

A plot has a `template`, and `draw(filters)` gives the object that it shows as `plot`. Colours are CSS classes
(static/css/plots.css). Lengths are percentages of the drawing, so that it fills the width of the page while its words
keep their size.
"""

from .bars import Bars
from .columns import Columns
from .map import Map
from .matrix import Mark, Matrix

__all__ = ["Bars", "Columns", "Map", "Mark", "Matrix"]
