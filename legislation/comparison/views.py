"""HTTP view of the comparison of members."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.page_question import InvalidQuestion
from baliportal.catalogue.site_url import site_url

from .page import ComparisonPage
from .request import ComparisonRequest


@require_safe
def compare(request):
    """Two to five members beside each other: under a theme, or article by article under a treaty."""
    try:
        page = ComparisonPage(ComparisonRequest.read(request.GET), site_url(request))
    except InvalidQuestion as problem:
        page = ComparisonPage(ComparisonRequest.read(request.GET, days=()), site_url(request), str(problem))
    return render(request, "legislation/compare.html", {"page": page}, status=400 if page.problem else 200)
