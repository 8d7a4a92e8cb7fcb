"""Related lists on the pages of organisations and systems."""

from baliportal.catalogue.related import nonempty, section
from baliportal.files.named_in import named_in


def of_organisation(organisation, audience):
    """Systems, meetings, resources and agreements of an organisation."""
    return nonempty(
        section("systems", "Systems it runs", organisation.operated_systems.all(), audience),
        section("hosted", "Meetings it hosted", organisation.hosted_meetings.all(), audience, shown=30),
        section("funded", "Meetings it funded", organisation.funded_meetings.all(), audience, shown=30),
        section("publications", "Publications", organisation.publications.all(), audience, shown=50),
        section("agreements", "Agreements", organisation.agreements.all(), audience),
        named_in(organisation, audience),
    )


def of_system(system, audience):
    """The documents that name a system."""
    return nonempty(named_in(system, audience))
