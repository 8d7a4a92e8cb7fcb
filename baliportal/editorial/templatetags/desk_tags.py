from django import template

from ..desk.page import Desk

register = template.Library()


@register.simple_tag(takes_context=True)
def the_desk(context):
    """The desk of the person who is signed in."""
    return Desk(context["request"])
