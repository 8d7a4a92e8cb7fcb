"""HTTP views of country groups: all of them, and one with its members."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.models import CountryGroup

from .group_pages import all_groups, group_page


@require_safe
def groups(request):
    """The page of all country groups."""
    return render(request, "members/groups.html", {"groups": all_groups()})


@require_safe
def group(request, slug):
    """The page of one country group; its address is read without regard to case."""
    wanted = get_object_or_404(CountryGroup, slug=slug.lower())
    return render(request, "members/group.html", {"group": group_page(wanted, audience_of_request(request))})
