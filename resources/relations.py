"""Relations of a resource."""

from baliportal.catalogue.related import nonempty, section


def of_resource(resource, audience):
    """A resource's translations, and what else came out of the same meeting."""
    none = type(resource).objects.none()
    beside = resource.meeting.materials.exclude(pk=resource.pk) if resource.meeting else none
    return nonempty(
        section("translations", "Translations", resource.translations.all(), audience, shown=30),
        section("beside", "From the same meeting", beside, audience, shown=30),
    )
