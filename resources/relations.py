"""Relations of a resource."""

from baliportal.catalogue.related import nonempty, section
from baliportal.files.named_in import named_in


def of_resource(resource, audience):
    """A resource's translations, what else came out of the same meeting, and where it is named."""
    none = type(resource).objects.none()
    beside = resource.meeting.materials.exclude(pk=resource.pk) if resource.meeting else none
    return nonempty(
        section("translations", "Translations", resource.translations.all(), audience, shown=30),
        section("beside", "From the same meeting", beside, audience, shown=30),
        named_in(resource, audience),
    )
