"""Hostile and malformed input for query strings and for the last part of an address."""

KEYS = ["q", "kind", "country", "topic", "year", "language", "type", "sort", "page"]
OF_REPORTS = ["country", "topic", "type", "status", "from_year", "to_year", "state", "membership"]

VALUES = [
    "%00", "%ED%A0%80", "%ff%fe", "%", "%zz", "'", '"', '"unbalanced', "''--", "(", "*", "[a TO", "AND", "-", "--",
    "-%22", "a%20" * 2_000, "%22" * 501, "x" * 10_000, "%E2%80%AE", "%F0%9F%92%A9" * 300, "title:law", "a^9999", "~",
    "\\", "+", "%2B", "&&&", "=", "..%2f..", "%3Cscript%3E", "{{7*7}}", "%25s", "%0d%0aSet-Cookie:a=b", "-%E0%B8%81",
    "%CC%81" * 500,
]  # fmt: skip
NUMBERS = [
    "0", "-1", "abc", "99999999999", "1e9", "１", "٣", "1.5", "", "%00", " 1", "1%20", "0x10", "9" * 5_000, "00001",
    "1799", "2008", "2199", "2200",
]  # fmt: skip
TANGLED = [
    "sort=x", "kind=x", "kind=law&kind=x", "country=my", "year=20%2008", "q=a&q=b", "q", "&", "=&=", "a=b=c",
    "country[]=MY", "&".join(["country=MY"] * 500), "&".join(f"topic=t{n}" for n in range(500)),
    "&".join(["a=b"] * 5_000), "type=" + "y" * 10_000, "state=recorded&state=", "to_year=2009&from_year=2010",
]  # fmt: skip

SEARCHES = [f"q={value}" for value in VALUES]
CHOICES = ["&".join(f"{key}={value}" for key in KEYS[1:]) for value in VALUES]
PAGES = [f"page={number}" for number in NUMBERS]
FOR_REPORTS = [f"{key}={value}" for value in VALUES[:20] for key in OF_REPORTS[:4]]
FOR_REPORTS += [f"{key}={number}" for number in NUMBERS for key in ("from_year", "to_year")]
#: A few of each sort, for pages that read no parameter.
FEW = SEARCHES[:3] + CHOICES[:3] + PAGES[:4] + TANGLED[::2]

SLUGS = [
    "%00", "a%00b", "%ED%A0%80", "x" * 10_000, "..", "%2e%2e", "..%2f..%2fetc", "é", "กฎหมาย", "a b", "a.b", "-", "_",
    "'", "%27%20or%201=1", "csv", ".csv", "my-act-670-2007.exe", "my-act-670-2007.CSV", "my-act-670-2007.csv.csv",
    "MY-ACT-670-2007", "%F0%9F%92%A9", "a%0ab", "a;b",
]  # fmt: skip
PLACES = [
    "/legislation/{}/", "/legislation/{}", "/legislation/{}.csv", "/members/{}.json", "/e/{}/", "/topics/{}/",
    "/reports/{}/", "/reports/{}.csv", "/resources/{}/files/{}/", "/{}/", "/{}.json", "/sitemap-{}.xml",
]  # fmt: skip
