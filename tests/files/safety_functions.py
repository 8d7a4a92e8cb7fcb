import sys

from baliportal.files.safety.inspection import BY_MAGIC
from baliportal.files.safety.loading import function_at
from baliportal.files.safety.scrubbing import SCRUBBERS


def imported(file):
    """Yield the modules of Django, and of the portal outside of the child's own, that inspection and scrubbing import."""
    for path in (*dict(BY_MAGIC).values(), *SCRUBBERS.values(), "inspect_text.inspect_text"):
        assert function_at(path)
    own = ("baliportal.files.safety", "baliportal.files.reading", "baliportal.sandbox")
    parents = {"baliportal", "baliportal.files"}
    names = [name for name in sys.modules if name.partition(".")[0] in ("django", "baliportal", "tests")]
    yield [name for name in names if not name.startswith((*own, "tests")) and name not in parents]
