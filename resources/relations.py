"""Related lists on the page of a resource."""

from baliportal.catalogue.related import filled, section


def of_resource(resource):
    """A resource's translations, and the other materials of the same meeting."""
    none = type(resource).objects.none()
    materials = resource.meeting.materials.exclude(pk=resource.pk) if resource.meeting else none
    return filled(
        section("translations", "Translations", resource.translations.all(), shown=30),
        section("beside", "From the same meeting", materials, shown=30),
    )
