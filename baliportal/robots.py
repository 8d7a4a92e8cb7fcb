from django.http import HttpResponse
from django.views.decorators.http import require_safe

#: Records, themes and plain lists may be crawled. Combinations of choices, and the same rows as files, may not:
#: there are more of them than anybody could fetch.
RULES = """User-agent: *
Allow: /search/help/
Disallow: /search
Disallow: /*?
Disallow: /download/
Disallow: /*.csv$
Disallow: /*.xlsx$
Disallow: /*.bib$
Disallow: /*.ris$
Disallow: /*.json$
Disallow: /*.jsonl$
Disallow: /admin/

Sitemap: {sitemap}
"""


@require_safe
def robots(request):
    """What crawlers may fetch."""
    return HttpResponse(RULES.format(sitemap=request.build_absolute_uri("/sitemap.xml")), content_type="text/plain")
