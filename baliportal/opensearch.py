"""The OpenSearch description, by which a browser adds the portal to its search engines.

Format: https://github.com/dewitt/opensearch, draft 6.
"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.site_url import site_url


@require_safe
def opensearch(request):
    """The description, with absolute URLs."""
    return render(
        request, "opensearch.xml", {"base": site_url(request)}, content_type="application/opensearchdescription+xml"
    )
