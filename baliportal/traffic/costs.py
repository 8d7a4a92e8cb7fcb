"""Traffic class of an address: the lane of threads that answers it, and its cost to a visitor's budget."""

import re

from baliportal.logs import is_of_help_page

OPERATION = ("/healthz", "/readyz", "/metrics")  # of those who run the portal
#: Answered from memory or from a small file: these are never refused to anybody for what they cost.
LIGHT = re.compile(r"/(?:static/.*|robots\.txt|favicon\.ico|opensearch\.xml)", re.DOTALL)
#: Files of whole lists and reports, manifests, which make the file first, and sitemaps. Those of one record are pages.
EXPORT = re.compile(
    r"/(?:admin/)?(?:reports/)?[-\w]+\.(?:csv|xlsx|jsonl?|ics|bib|ris|[a-z]+\.manifest\.json|manifest\.json)"
    r"|/sitemap[-\w]*\.xml"
)
SUGGESTIONS = re.compile(r"/search/suggest(?:-words)?\.json")
#: Units of the budget. A page takes some 20 ms, a search of 100,000 entries two to ten times that.
COSTS = {"light": 0.0, "suggestions": 0.25, "page": 1.0, "search": 2.0, "export": 20.0}


def traffic_class(path: str, query: str = "") -> str:
    """Return the key of COSTS for a path and its (canonical) query string."""
    if path in OPERATION or LIGHT.fullmatch(path) or is_of_help_page(path):
        return "light"
    if EXPORT.fullmatch(path):
        return "export"
    if SUGGESTIONS.fullmatch(path):
        return "suggestions"
    return "search" if query else "page"
