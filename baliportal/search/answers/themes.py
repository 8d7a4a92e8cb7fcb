"""Answers about themes: their definitions, and how two of them differ."""

from baliportal.catalogue.models import Topic

from .answer import Answer, Entity, Question, Row

OWN = "own vocabulary"
COLUMNS = ("Theme", "Definition", "Use", "Part of")


def definition(question: Question) -> Answer | None:
    """The definition of a theme, as the vocabulary has it."""
    if question.is_ambiguous():
        return None
    (theme,) = _themes(question.all("topic")) or (None,)
    if theme is None or not theme.definition:
        return None
    text = " ".join(filter(None, [f"{theme.label}: {theme.definition}", theme.scope_note]))
    return Answer(text, theme.get_absolute_url(), sources=_sources([theme]), note=_note([theme]))


def difference(question: Question) -> Answer | None:
    """The definitions of two themes beside each other."""
    if question.is_ambiguous():
        return None
    themes = _themes([*question.all("topic"), *question.all("topic2")])
    if len(themes) != 2 or not all(theme.definition for theme in themes):
        return None
    text = " ".join(f"{theme.label}: {theme.definition}" for theme in themes)
    rows = [Row((theme.label, theme.definition, theme.scope_note, theme.parent.label if theme.parent else ""),
                theme.get_absolute_url()) for theme in themes]  # fmt: skip
    return Answer(text, "/topics/", sources=_sources(themes), columns=COLUMNS, rows=rows, note=_note(themes))


def _themes(entities: list[Entity] | tuple[Entity, ...]) -> list[Topic]:
    """The themes that are named, in the order of the question."""
    slugs = [entity.value for entity in entities]
    found = Topic.objects.filter(slug__in=slugs).select_related("parent")
    return sorted(found, key=lambda theme: slugs.index(theme.slug))


def _sources(themes: list[Topic]) -> list[str]:
    return [theme.source for theme in themes if theme.source.startswith("http")]


def _note(themes: list[Topic]) -> str:
    """Return the sources of the definitions that are no address."""
    if all(theme.source == OWN for theme in themes):
        return "In the words of this portal's own vocabulary."
    named = dict.fromkeys(theme.source for theme in themes if theme.source and not theme.source.startswith("http"))
    return f"Source: {'; '.join(named)}." if named else ""


THEMES = {"define": definition, "differ": difference}
