"""What lets a browser add the portal to its search engines: https://github.com/dewitt/opensearch, draft 6."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.site_url import site_url


@require_safe
def opensearch(request):
    """Describe the search, with the portal's own address in front of every path."""
    return render(
        request, "opensearch.xml", {"base": site_url(request)}, content_type="application/opensearchdescription+xml"
    )
