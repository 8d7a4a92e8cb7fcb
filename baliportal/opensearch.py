"""What lets a browser add the portal to its search engines: https://github.com/dewitt/opensearch, draft 6."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def opensearch(request):
    """Describe the search, with the portal's own address in front of every path."""
    base = f"{request.scheme}://{request.get_host()}"
    return render(request, "opensearch.xml", {"base": base}, content_type="application/opensearchdescription+xml")
