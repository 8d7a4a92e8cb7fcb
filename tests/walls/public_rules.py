"""Values and query strings for every public pattern of the URL configuration.

A pattern without a rule here fails a test: whoever adds an address says by which values and questions it might reveal
a record that must not be seen.
"""

from dataclasses import dataclass, field

from tests.site.neighbours import COUNTRY, MARK, SLUG, TOPIC

NEIGHBOURS = "slugs of the published neighbours"
SLUGS, IDS, HASHES = "slugs", "ids", "hashes"  # of hidden records, and of published neighbours
REPORT_NAMES = "names of the reports"
SECTIONS = "sections of the sitemap"
LIST_NAMES = "names of lists"

CHOICES = [f"country={COUNTRY}", f"topic={TOPIC}", "year=2040", "verification=never", "has=files", "type=act"]
WORDS = [f"q={MARK}", f"q={MARK[:8]}*", f"q={MARK}x", f"q=title:{MARK}", "q=neighbourhood"]
LIST = ["", *WORDS, *CHOICES, "sort=newest", "sort=oldest&page=2", "sort=title", "unfolded=year", f"q={SLUG}-law"]
FILE = ["", f"q={MARK}", f"country={COUNTRY}", "per=countries", "columns=title", "sort=newest"]
DAYS = ["known=2041-01-01", "as_of=2041-01-01"]
REPORT = ["", f"country={COUNTRY}", f"topic={TOPIC}", "year=2040", "known=2041-01-01"]
ABOUT = ["", f"about=law/{SLUG}-law", f"about=/legislation/{SLUG}-law/&fact=date", f"about=/workshops/{SLUG}-workshop/"]
TYPED = ["", f"q={MARK[:5]}", f"q={MARK}", f"q=open+{MARK[:3]}", f"q={SLUG}"]
COMPARED = ["", f"country={COUNTRY}&country=ID&topic={TOPIC}", f"country={COUNTRY}&country=ID&treaty={SLUG}-treaty"]
CALENDAR = ["", "kind=workshop", "type=opportunity", f"topic={TOPIC}", f"host={COUNTRY}", "series=neighbourhood"]


@dataclass(frozen=True)
class Rule:
    """`values` of the parameters, literals or the name of a set that the scene knows; `queries` without question mark.

    `unchanged` where an address tells the same whatever is published.
    """

    values: dict = field(default_factory=dict)
    queries: tuple = ("",)
    unchanged: bool = False


def rule(*queries, unchanged=False, **values):
    return Rule(values, queries or ("",), unchanged)


SIGN_IN = rule("", f"next=/legislation/{SLUG}-law/", unchanged=True)

RULES = {
    "": rule(),
    "about/": rule(),
    "help/": rule(),
    "help/<slug:language>/": rule(language=["ar"]),
    "contact/": rule(unchanged=True),
    "privacy/": rule(unchanged=True),
    "accounts/login/": SIGN_IN,
    "accounts/logout/": SIGN_IN,
    "accounts/password/": SIGN_IN,
    "accounts/password/changed/": SIGN_IN,
    "accounts/login/code/": SIGN_IN,
    "accounts/login/set-up/": SIGN_IN,
    "accounts/login/passkey/": SIGN_IN,
    "accounts/login/passkey/options/": SIGN_IN,
    "accounts/login/link/<uidb64>/<token>/": rule(unchanged=True, uidb64=["MQ"], token=["c0-ffee"]),
    "accounts/": SIGN_IN,
    "accounts/sign-ins/": SIGN_IN,
    "accounts/sessions/": SIGN_IN,
    "accounts/passkeys/": SIGN_IN,
    "accounts/password-again/": SIGN_IN,
    "accounts/second-factor/": SIGN_IN,
    "accounts/second-factor/off/": SIGN_IN,
    "accounts/recovery-codes/": SIGN_IN,
    "officials/": rule(unchanged=True),  # what it lists is not public
    "officials/contacts/": rule("", "by=function", unchanged=True),
    "officials/records/": rule("", "page=2", unchanged=True),
    "officials/papers/": rule("", "page=2", unchanged=True),
    "tell-us/": rule(*ABOUT),
    "tell-us/sent/": rule(*ABOUT),
    "topics/": rule(),
    "topics/<slug:slug>/": rule(slug=[TOPIC, "nothing"]),
    "groups/": rule(unchanged=True),
    "groups/<slug:slug>/": rule(slug=["steering-group", "nothing"]),
    "calendar/": rule(*CALENDAR),
    "calendar/<int:year>/": rule(*CALENDAR, year=[2040, 2041]),
    "calendar/<int:year>/<int:month>/": rule(*CALENDAR, year=[2041], month=[1, 2]),
    "calendar.ics": rule(*CALENDAR),
    "calendar.ics.manifest.json": rule(*CALENDAR),
    "series/": rule(),
    "series/<slug:slug>/": rule(slug=["neighbourhood", "nothing"]),
    r"series/(?P<slug>[-\w]+)\.{ending}": rule("", "columns=title", slug=["neighbourhood"]),
    r"series/(?P<slug>[-\w]+)(?:\.{ending})?\.manifest\.json": rule(slug=["neighbourhood"]),
    "e/<slug:public_id>/": rule("", *DAYS, public_id=IDS),
    "files/<slug:sha256>/": rule("", f"q={MARK}", sha256=HASHES),
    "files/<slug:sha256>/text/": rule("", f"q={MARK}", "page=1", sha256=HASHES),
    "files/<slug:sha256>/text.txt": rule("", "page=1", sha256=HASHES),
    "files/<slug:sha256>/pages/<int:number>.png": rule(unchanged=True, sha256=HASHES, number=[1]),  # none of a text
    "{list}/<slug:slug>/files/<slug:sha256>/": rule(unchanged=True, slug=[f"{SLUG}-resource", "none"], sha256=HASHES),
    "compare/": rule(*COMPARED),
    "reports/": rule(unchanged=True),
    "reports/<slug:name>/": rule(*REPORT, name=REPORT_NAMES),
    r"reports/(?P<name>[-\w]+)\.{ending}": rule(*REPORT, name=REPORT_NAMES),
    r"reports/(?P<name>[-\w]+)(?:\.{ending})?\.manifest\.json": rule("", f"country={COUNTRY}", name=REPORT_NAMES),
    r"reports/(?P<name>[-\w]+)\.svg": rule(*REPORT, name=REPORT_NAMES),
    "maps/": rule(unchanged=True),
    "download/reports/<slug:name>/": rule("", f"country={COUNTRY}", name=REPORT_NAMES),
    "download/<slug:name>/": rule("", f"q={MARK}", f"country={COUNTRY}", name=LIST_NAMES),
    "search/help/": rule(unchanged=True),
    "search/suggest.json": rule(*TYPED),
    "search/suggest-words.json": rule(*TYPED),
    "opensearch.xml": rule(unchanged=True),
    "{list}/": rule(*LIST),
    "{list}.atom": rule("", f"q={MARK}", f"country={COUNTRY}"),
    r"{list}\.{ending}": rule(*FILE),
    r"{list}(?:\.{ending})?\.manifest\.json": rule("", f"q={MARK}", f"country={COUNTRY}"),
    "{list}/<slug:slug>/": rule("", *DAYS, f"with={SLUG}-{{kind}}", slug=SLUGS),
    r"{list}/(?P<slug>[-\w]+)\.{ending}": rule("", "columns=title", "known=2041-01-01", slug=SLUGS),
    r"{list}/(?P<slug>[-\w]+)(?:\.{ending})?\.manifest\.json": rule("", slug=SLUGS),
    "sitemap.xml": rule(unchanged=True),
    "sitemap-<section>.xml": rule("", "p=2", section=SECTIONS),
    "robots.txt": rule(unchanged=True),
    "favicon.ico": rule(unchanged=True),
}  # fmt: skip
#: Answered by middleware, before the URL configuration is asked; and an address that nothing has.
BESIDE_THE_CONFIGURATION = ["/healthz", "/readyz", "/media/", "/nowhere/", f"/nowhere/{SLUG}-law/"]
