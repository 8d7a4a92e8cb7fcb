"""The layers of the code: which package may import which. Read by the test that enforces it and by the drawing."""

#: From the highest layer to the lowest: name, and its packages, which stand side by side and do not import each other.
#: Imports run downwards only, lazy ones inside functions too.
LAYERS = (
    ("project", ("baliportal",)),
    ("outlets", ("baliportal.reports", "baliportal.api")),
    ("domain", ("members", "workshops", "legislation", "resources")),
    ("editorial", ("baliportal.editorial",)),
    ("services", ("baliportal.imports", "baliportal.quality", "baliportal.linkcheck")),
    ("stores", ("baliportal.files", "baliportal.notices")),
    ("accounts", ("baliportal.accounts",)),
    ("engines", ("baliportal.search", "baliportal.exports", "baliportal.sandbox")),
    ("core", ("baliportal.catalogue",)),
)
#: Package: height of its layer; the lowest is 0.
HEIGHTS = {package: height for height, (_, packages) in enumerate(reversed(LAYERS)) for package in packages}


def package_of(module):
    """Return the portal's package that holds a module, or None for third-party code."""
    names = [name for name in HEIGHTS if module == name or module.startswith(f"{name}.")]
    return max(names, key=len, default=None)


def may_import(importer, imported):
    """Return True where a package may import another: itself, packages of lower layers, and third-party code."""
    return imported is None or imported == importer or HEIGHTS[imported] < HEIGHTS[importer]
