"""Write docs/licences.md: the licence of every package of the lock files, as the packages themselves state it."""

import re

from .locked import DEVELOPMENT, NOT_STATED, ROOT, RUNTIME, packages

PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences of dependencies

Made by `make licences` from the lock files and the metadata of installed packages; a test compares it with the lock.
What a package states in no field of its metadata is *not stated*: look into its distribution.
"""
SECTION = "\n## {}\n\n| package | licence |\n|---|---|\n"
ROW = re.compile(r"^\| ([-a-z0-9]+) \| (.+) \|$", re.MULTILINE)


def page() -> str:
    """The page, anew. Of a package that is not installed on this system the row stays as it was."""
    before = dict(ROW.findall(PAGE.read_text())) if PAGE.exists() else {}
    runtime = packages(RUNTIME)
    names = {package.name for package in runtime}
    others = [package for package in packages(DEVELOPMENT) if package.name not in names]
    return HEAD + _section("The portal", runtime, before) + _section("Tests and builds only", others, before)


def _section(title, rows, before):
    by_name = {row.name: row for row in rows}  # some are locked in two versions, for different systems
    return SECTION.format(title) + "".join(f"| {name} | {_licence(row, before)} |\n" for name, row in by_name.items())


def _licence(package, before):
    stated = package.licence
    return before.get(package.name, stated) if stated == NOT_STATED else stated.replace("|", "/")


if __name__ == "__main__":
    PAGE.write_text(page())
    print(f"{PAGE.relative_to(ROOT)} is written.")
