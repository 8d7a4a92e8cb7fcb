"""The block of help lines on the page of a member."""

from baliportal.catalogue.blocks import Block

from .shown_lines import help_lines

#: Help lines that are shown before the link to all of them; of each of two members side by side.
SHOWN, SHOWN_OF_PAIR = 8, 2


def help_lines_of_country(country, page):
    """The help lines of a country, with the way to the page for people in danger."""
    lines = [line for line in help_lines(page.audience) if country.code in line.countries]
    few = SHOWN_OF_PAIR if page.is_pair else SHOWN
    return [
        Block("help-lines", "Help lines", "help_lines/of_country.html", {
            "lines": lines[:few], "help_url": f"/help/#{country.code.lower()}",
            "more_url": f"/help-lines/?country={country.code}" if len(lines) > few else "",
            "missing": [] if lines else ["No help line is recorded."],
        }, len(lines)),
    ]  # fmt: skip
