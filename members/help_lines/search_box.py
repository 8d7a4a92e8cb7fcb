"""The way to the help page that a search shows above its results when somebody asks for help."""

from .translations import ORIGINAL, translations


def search_box(language: str, country: str) -> dict:
    """Return {"url", "title", "lang", "dir", "is_original"}: the help page in a language, at a country's help lines.

    A language without a translation leads to the page that chooses by the browser's own language.
    """
    known = translations()
    translation = known.get(language.partition("-")[0])
    shown = translation or known[ORIGINAL]
    at_country = f"#{country.lower()}" if country else ""
    return {
        "url": f"{translation.url if translation else '/help/'}{at_country}", "title": shown.texts["title"],
        "lang": shown.tag, "dir": shown.dir, "is_original": shown.is_original,
    }  # fmt: skip
