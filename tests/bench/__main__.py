"""python -m tests.bench SIZE ...: measure these sizes and write docs/benchmarks.md from all sizes measured so far."""

import json
import signal
import sys

from . import artefacts, report
from .measure import measure
from .worker import ROOT


def main(sizes):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that every process started here is ended
    for size in sizes:
        artefacts.HOME.mkdir(parents=True, exist_ok=True)
        (artefacts.HOME / f"{size}.json").write_text(json.dumps(measure(size), indent=1))
        results = [json.loads(path.read_text()) for path in artefacts.HOME.glob("[0-9]*.json")]
        text = report.document(results)
        (ROOT / "docs" / "benchmarks.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
