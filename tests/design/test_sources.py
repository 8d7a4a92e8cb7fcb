"""Templates and style sheets hold nothing that the strict content policy or a poor line would refuse.

Templates are short and narrow, so that a change to one line of a page is a change to one line of its source.
"""

import re

import pytest

from baliportal.environment import BASE_DIR

EVERY_TEMPLATE = sorted((BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((BASE_DIR / "static/css").glob("*.css"))
#: One answer is the whole page for people in danger; its policy names style and script by hash (members/test_help_page).
INLINED = BASE_DIR / "templates/help_lines/page.html"
TEMPLATES = [path for path in EVERY_TEMPLATE if "admin" not in path.parts]
INLINE = re.compile(r"""<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=["']|javascript:""", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:\ssrc|<link[^>]*\shref)=["'](?:https?:)?//|url\(["']?(?:https?:|data:|//)|@import""")
PHYSICAL = re.compile(r"(?:margin|padding|border)-(?:left|right|top|bottom)|[{;]\s*(?:left|right|width|height)\s*:")
ON_EVERY_PAGE = set(re.findall(r"css/[\w-]+\.css", (BASE_DIR / "templates/base.html").read_text()))
MAX_LINES, MAX_COLUMNS = 80, 160
BUDGET = 25 * 1024  # bytes of the CSS that every page loads, uncompressed


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path != INLINED], ids=lambda path: path.name)
def test_a_template_holds_no_inline_style_or_script(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path):
    assert ELSEWHERE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_speak_of_start_and_end_not_of_left_and_right(path):
    assert PHYSICAL.findall(path.read_text()) == []


def test_style_sheets_stay_within_their_budget():
    assert sum(path.stat().st_size for path in STYLES if f"css/{path.name}" in ON_EVERY_PAGE) < BUDGET


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=lambda path: str(path.relative_to(BASE_DIR / "templates")))
def test_a_template_is_short_and_narrow(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= MAX_LINES
    assert [number for number, line in enumerate(lines, 1) if len(line) > MAX_COLUMNS] == []
