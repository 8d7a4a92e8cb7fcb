"""The block of help lines on the page of a member."""

from baliportal.catalogue.blocks import Block

from .shown_lines import help_lines_in


def help_lines_of_country(country, page):
    """The help lines of a country, with the way to the page for people in danger; two queries."""
    lines = help_lines_in([country], page.audience)
    missing = [] if lines else ["No help line is recorded."]
    return [
        Block("help-lines", "Help lines", "help_lines/of_country.html", {
            "lines": lines, "help_url": f"/help/#{country.code.lower()}", "missing": missing,
        }, len(lines)),
    ]  # fmt: skip
