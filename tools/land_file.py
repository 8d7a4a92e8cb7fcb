"""The land of a map as a static picture, which pages draw with `use`: it is loaded once, whatever they show on it."""

from pathlib import Path

MAPS = Path(__file__).parents[1] / "static" / "maps"
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}">
<title>Land</title>
<desc>{source}</desc>
<path id="land" d="{land}"/>
</svg>
"""


def write_land(name: str, data: dict[str, str]) -> None:
    """Write static/maps/<name>.svg from `view_box`, `source` and `land`."""
    (MAPS / f"{name}.svg").write_text(PICTURE.format_map(data))
