"""The block “Coverage by theme” on the page of a member: what is recorded of its laws, and what somebody looked for."""

from dataclasses import replace

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from baliportal.catalogue.blocks import Block, PendingBlocks
from baliportal.catalogue.models import Topic
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.schema.prefetched import related

from .coverage_check import coverage_state
from .day_sources import checks_of
from .models import CoverageCheck, Law

STATES = CoverageCheck.State
#: What a row shows of the check of a country and theme.
CHECKED = ("state", "checked_on", "checked_by", "note", "source_url")
#: What the page calls a state; "recorded" is followed by the number of laws.
LABELS = {
    STATES.RECORDED: "recorded",
    STATES.CONFIRMED_NONE: "confirmed: none",
    STATES.NOT_CHECKED: "not checked",
    STATES.DISPUTED: "disputed",
}


def of_country(country, page):
    """One row for each main theme; one queryset."""
    themes = _themes(country, page.audience)
    return PendingBlocks((themes,), lambda: [_block([_row(theme, country) for theme in themes])])


def known_of_country(country, page, laws):
    """The same as the portal told it on the day of the page, of the laws that it told of."""
    checks = checks_of([country], replace(page.question, as_of=None), of="law")
    return [_block([_row(_known_theme(theme, country, laws, checks), country) for theme in Topic.objects.main()])]


def _known_theme(theme, country, laws, checks):
    """Set on a main theme what `_themes` annotates."""
    theme.laws = sum(1 for law in laws if any(theme.pk in (t.pk, t.parent_id) for t in related(law, "topics")))
    check = checks.get((country.code, theme.slug, "law"))
    for name in CHECKED:
        setattr(theme, f"check_{name}", getattr(check, name, None))
    return theme


def _block(rows):
    """The block; the sentences under "missing" name the themes without a law."""
    unchecked = [row["theme"] for row in rows if row["state"] == STATES.NOT_CHECKED]
    context = {
        "rows": rows,
        "missing": [f"No law on: {', '.join(unchecked)} (nobody has looked yet)"] if unchecked else [],
    }
    return Block("coverage", "Laws by theme", "legislation/coverage.html", context)


def _themes(country, audience):
    """The main themes with the number of laws of a country on each, narrower themes included, and the check of it."""
    under = Q(topics=OuterRef("pk")) | Q(topics__parent=OuterRef("pk"))
    laws = Law.objects.published(audience).filter(under, countries=country).order_by().values("countries")
    number = Subquery(laws.annotate(number=Count("pk", distinct=True)).values("number"))
    of_this = Q(coverage_checks__country=country, coverage_checks__of="law")
    themes = Topic.objects.main().annotate(
        laws=Coalesce(number, 0), looked=FilteredRelation("coverage_checks", condition=of_this)
    )
    return themes.annotate(**{f"check_{name}": F(f"looked__{name}") for name in CHECKED})


def _row(theme, country):
    state = coverage_state(theme.laws, theme.check_state or "")
    shown = theme if theme.check_state == state else None
    return {
        "theme": theme.label,
        "theme_url": theme.get_absolute_url(),
        "state": state,
        "label": LABELS[state],
        "laws": theme.laws,
        "laws_url": f"/legislation/?country={country.code}&topic={theme.slug}",
        "checked": _checked(shown),
        "note": shown.check_note if shown else "",
        "source": shown.check_source_url if shown else "",
    }


def _checked(theme):
    """When and in which role somebody looked, in words; "" for no theme."""
    if theme is None:
        return ""
    day = theme.check_checked_on
    return ", ".join(
        filter(None, [in_words(PartialDate.of(day)) if day else "day not recorded", theme.check_checked_by])
    )
