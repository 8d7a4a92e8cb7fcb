from django import template

from ..desk.page import Desk

register = template.Library()


@register.simple_tag(takes_context=True)
def the_desk(context):
    """Return the Desk of the signed-in person."""
    return Desk(context["request"])
