"""Compare the lock with known advisories by pip-audit, where these can be had; say so where they cannot.

Ends with 1 only where an advisory is known. A network that does not answer ends nothing: the time is bounded.
"""

import json
import subprocess
import sys
import time
import venv

from .locked import ROOT, RUNTIME

TOOL = ROOT / "var" / "audit"
SECONDS = 120  # for all of it
NOT_HAD = "Advisories cannot be had here ({}): NOT audited, which does not mean clean."


def audit() -> int:
    end = time.monotonic() + SECONDS
    try:
        report = _report(end)
    except (OSError, ValueError, subprocess.SubprocessError) as problem:
        print(NOT_HAD.format(type(problem).__name__))
        return 0
    return _judge(report["dependencies"])


def _report(end):
    program = TOOL / "bin" / "pip-audit"
    if not program.exists():
        venv.create(TOOL, with_pip=True)
        _run([TOOL / "bin" / "python", "-m", "pip", "install", "--quiet", "pip-audit"], end).check_returncode()
    options = ["--requirement", RUNTIME, "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    return json.loads(_run([program, *options], end).stdout)


def _run(command, end):
    return subprocess.run(command, capture_output=True, text=True, timeout=max(end - time.monotonic(), 1), check=False)


def _judge(rows):
    audited = [row for row in rows if "skip_reason" not in row]
    known = [(row, each) for row in audited for each in row.get("vulns", [])]
    for row, each in known:
        fixed = ", ".join(each.get("fix_versions", [])) or "no version yet"
        print(f"{row['name']} {row['version']}: {each['id']}, mended in {fixed}")
    if not audited:
        print(NOT_HAD.format("the index has none"))
    elif not known:
        print(f"{len(audited)} of {len(rows)} packages were audited: no advisory is known.")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(audit())
