from django.http import HttpResponse
from django.views.decorators.http import require_safe

from baliportal.catalogue.site_url import site_url

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
    return HttpResponse(RULES.format(sitemap=f"{site_url(request)}/sitemap.xml"), content_type="text/plain")
