"""Every pair of text and ground in the palette can be read: WCAG 2.2 AA, in light and in dark."""

import re

import pytest

from baliportal.environment import BASE_DIR

LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", half))
    for half in (BASE_DIR / "static/css/tokens.css").read_text().split("@media", 1)
)
TEXTS = ["ink", "ink-soft", "link", "link-visited", "clay"]
GROUNDS = ["paper", "sheet", "shoal", "clay-tint", "mark"]
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((text, "deep") for text in ("on-deep", "on-deep-soft", "lamp")),
    ("paper", "link"),
    ("paper", "ink"),
]
TEXT_RATIO, EDGE_RATIO = 4.5, 3  # WCAG success criteria 1.4.3 and 1.4.11


def luminance(colour):
    """Relative luminance of #rrggbb, from 0 to 1, as WCAG 2.2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(palette):
    low = {pair: ratio(palette[pair[0]], palette[pair[1]]) for pair in PAIRS}
    assert {pair: value for pair, value in low.items() if value < TEXT_RATIO} == {}


@pytest.mark.parametrize("palette", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "shoal"])
def test_edges_of_fields_and_the_focus_ring_can_be_seen(palette, ground):
    assert min(ratio(palette[edge], palette[ground]) for edge in ("line-strong", "focus")) >= EDGE_RATIO
