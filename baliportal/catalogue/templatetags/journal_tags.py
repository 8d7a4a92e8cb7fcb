from django import template
from django.contrib import admin

from ..journal.locking import changes_since, parse_number
from ..models import Change

register = template.Library()


@register.simple_tag
def recent_changes(user, count=10):
    """Return the newest changes by this user."""
    return Change.objects.filter(who=user.get_username()).order_by("-number")[:count]


@register.inclusion_tag("admin/parts/seen.html", takes_context=True)
def seen(context, instance):
    """Add the version shown to a form that acts on a record, and list the changes since `?seen=`."""
    request, activity_for = context["request"], admin.site.get_model_admin(type(instance)).activity_for
    last = activity_for(request, Change.objects.of(instance)[:1])
    opened_at = parse_number(request.GET.get("seen", ""))
    news = activity_for(request, changes_since(instance, opened_at)) if opened_at else []
    return {"number": last[0].change.number if last else 0, "last": last[0] if last else None, "news": news}
