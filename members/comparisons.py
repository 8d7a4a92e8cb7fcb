"""Links from a member's page to comparisons with its neighbours, or with the member that stands beside it."""

from urllib.parse import urlencode

#: Address of the comparison of members, and how many others are proposed: more columns than three are hard to read.
COMPARE, OTHERS = "/compare/", 2
#: Subjects of a comparison of members: parameter, value, label.
SUBJECTS = (
    ("treaty", "tip-protocol", "trafficking in persons, article by article"),
    ("treaty", "som-protocol", "smuggling of migrants, article by article"),
    ("topic", "trafficking-in-persons", "laws, treaties and systems on trafficking"),
    ("topic", "people-smuggling", "laws, treaties and systems on smuggling"),
)


def comparisons(page, members) -> dict:
    """Names of the others and a link for each subject; `members` are (slug, title, subregion) of all, by title."""
    others = [(page.beside.entry.slug, page.beside.title)] if page.beside else _neighbours(page, members)
    if not others:
        return {"names": "", "links": []}
    codes = [page.entry.slug, *(slug for slug, _ in others)]
    countries = [("country", code.upper()) for code in codes]
    return {
        "names": " and ".join(title for _, title in others),
        "links": [
            {"label": label, "url": f"{COMPARE}?{urlencode([*countries, (name, value)])}"}
            for name, value, label in SUBJECTS
        ],
    }  # fmt: skip


def _neighbours(page, members):
    """The next members of the same subregion by name, from the beginning again after the last."""
    own = page.record["subregion"]
    slugs = [slug for slug, _, _ in members]
    at = slugs.index(page.entry.slug) + 1 if page.entry.slug in slugs else 0
    following = [*members[at:], *members[:at]]
    near = [(slug, title) for slug, title, subregion in following if own and subregion == own]
    return [(slug, title) for slug, title in near if slug != page.entry.slug][:OTHERS]
