"""Related lists on the page of a meeting."""

from baliportal.catalogue.related import nonempty, section
from baliportal.files.named_in import named_in


def of_workshop(workshop, audience):
    """A meeting's materials, the resources it endorsed, the other meetings of its series, and where it is named."""
    series = workshop.series.meetings.exclude(pk=workshop.pk) if workshop.series else type(workshop).objects.none()
    return nonempty(
        section("materials", "Materials", workshop.materials.all(), audience, shown=50),
        section("endorsed", "Endorsed here", workshop.endorsed_resources.all(), audience, shown=50),
        section("series", "Other meetings of the series", series, audience, shown=50),
        named_in(workshop, audience),
    )
