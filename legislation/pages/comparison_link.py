"""Link from a treaty's page to the comparison of members on it."""

from urllib.parse import urlencode

from django.db.models import Count

from ..models import Law, Provision

#: Members that are proposed: those whose laws are recorded as answering the most articles.
PROPOSED = 3


def comparison_of(page):
    """The link article by article or, of a treaty without articles or answers, on its first theme; None without any."""
    slug, topics = page.record["slug"], page.record["topics"]
    found = _members_that_answer(page) if page.record["articles"] else []
    if len(found) > 1:
        codes = [("country", code) for code, _ in found]
        names = ", ".join(name for _, name in found[:-1])
        label = f"Compare {names} and {found[-1][1]} article by article"
        return {"label": label, "url": f"/compare/?{urlencode([*codes, ('treaty', slug)])}"}
    if not topics:
        return None
    return {
        "label": "Compare members on the theme of this treaty",
        "url": f"/compare/?{urlencode({'topic': topics[0]})}",
    }


def _members_that_answer(page):
    """Code and name of the countries whose published laws answer the most articles; one query."""
    provisions = Provision.objects.filter(treaty=page.entry.pk, law__in=Law.objects.published(page.audience))
    code, name = "law__countries__code", "law__countries__name"
    answered = provisions.exclude(article="").exclude(law__countries=None).values(code, name)
    counted = answered.annotate(number=Count("article", distinct=True)).order_by("-number", name)
    return sorted(((row[code], row[name]) for row in counted[:PROPOSED]), key=lambda row: row[1])
