import sys

from baliportal.files.safety import inspection, scrubbing


def imported(file):
    """Yield the modules of Django, and of the portal outside of the child's own, that inspection and scrubbing import."""
    assert inspection.inspect
    assert scrubbing.scrub
    own = ("baliportal.files.safety", "baliportal.sandbox")
    parents = {"baliportal", "baliportal.files"}
    names = [name for name in sys.modules if name.partition(".")[0] in ("django", "baliportal", "tests")]
    yield [name for name in names if not name.startswith((*own, "tests")) and name not in parents]
