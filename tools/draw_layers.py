"""Draw the layers into docs/layers.svg: `python -m tools.draw_layers`. Sizes are lines of code without migrations."""

import ast
import textwrap
from pathlib import Path
from xml.sax.saxutils import escape

from .layers import LAYERS, package_of

ROOT = Path(__file__).parent.parent
WIDTH, LEFT, ROW, GAP = 1000, 120, 96, 14
WRAP = 7.2  # average width in pixels of a character of the descriptions


def draw():
    """Return the drawing as SVG text."""
    height = len(LAYERS) * ROW + GAP
    rows = "".join(_row(GAP + place * ROW, name, packages) for place, (name, packages) in enumerate(LAYERS))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="sans-serif" role="img" aria-label="Layers of the code">'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>{rows}</svg>\n'
    )


def _row(top, name, packages):
    width = (WIDTH - LEFT - GAP) / len(packages)
    boxes = "".join(_box(LEFT + place * width, top, width - GAP, package) for place, package in enumerate(packages))
    return f'<text x="{GAP}" y="{top + 42}" font-size="15" fill="#555">{name}</text>{boxes}'


def _box(left, top, width, package):
    lines = textwrap.wrap(_description(package), int(width / WRAP))[:3]
    spans = "".join(f'<tspan x="{left + 10}" dy="15">{escape(line)}</tspan>' for line in lines)
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{ROW - GAP}" rx="4" fill="#eef4f4" stroke="#0b5a5e"/>'
        f'<text x="{left + 10}" y="{top + 20}" font-size="14" font-weight="bold" fill="#073b3e">{package}'
        f'<tspan font-weight="normal" fill="#555"> {_lines(package):,} lines</tspan></text>'
        f'<text y="{top + 22}" font-size="12" fill="#222">{spans}</text>'
    )


def _files(package):
    """The source files of a package, without those of packages inside it that belong to other layers."""
    for path in (ROOT / package.replace(".", "/")).rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if "migrations" not in path.parts and package_of(module) == package:
            yield path


def _lines(package):
    return sum(len(path.read_text().splitlines()) for path in _files(package))


def _description(package):
    text = ast.get_docstring(ast.parse((ROOT / package.replace(".", "/") / "__init__.py").read_text())) or ""
    return text.partition("\n")[0]


if __name__ == "__main__":
    (ROOT / "docs" / "layers.svg").write_text(draw())
