from django import template

from ..models import Change

register = template.Library()


@register.simple_tag
def recent_changes(user, count=10):
    """The newest lines of the journal by this person."""
    return Change.objects.filter(who=user.get_username()).order_by("-number")[:count]
