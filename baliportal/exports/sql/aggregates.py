"""Counting rows in the database: by year, and by whatever else divides them."""

from django.db.models import CharField, Count
from django.db.models.functions import Substr
from django.utils.text import capfirst

NOT_RECORDED = "Not recorded"


def year(field="date"):
    """The year of a partial date as text, '' for none."""
    return Substr(field, 1, 4, output_field=CharField())


def per_year(labels, part="type", field="date"):
    """The points of columns over time: the rows under the filters, each once, by year and by a field with labels."""

    def points(filters):
        found = once(filters.qs).annotate(in_year=year(field)).values_list("in_year", part)
        for in_year, value, number in found.annotate(number=Count("pk")).order_by("in_year", part):
            yield in_year, capfirst(dict(labels).get(value, value)) or NOT_RECORDED, number

    return points


def once(rows):
    """The same rows each once, without the relations by which they were found."""
    return rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")).order_by()
