"""Packages of the lock files, with what their installed metadata says of their licence."""

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
PINNED = re.compile(r"^([A-Za-z0-9][-._A-Za-z0-9]*)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
NOT_STATED = "not stated"
LONGEST_NAME = 60  # some packages put the whole text of their licence into the field of its name


@dataclass(frozen=True)
class Package:
    """A package of the lock, its name normalised as PEP 503 says."""

    name: str
    version: str

    @property
    def licence(self) -> str:
        """Licence by the installed package's own word; "not stated" where it says none or is not installed here."""
        try:
            fields = metadata.metadata(self.name)
        except metadata.PackageNotFoundError:
            return NOT_STATED
        classifiers = [
            each.rpartition(" :: ")[2] for each in fields.get_all("Classifier") or [] if "License ::" in each
        ]
        named = (fields.get("License") or "").strip()
        short = named if "\n" not in named and len(named) <= LONGEST_NAME else ""
        return fields.get("License-Expression") or short or ", ".join(classifiers) or NOT_STATED

    @property
    def homepage(self) -> str:
        """Web address in the package's metadata; "" where there is none."""
        try:
            fields = metadata.metadata(self.name)
        except metadata.PackageNotFoundError:
            return ""
        addresses = [each.partition(", ")[2] for each in fields.get_all("Project-URL") or []]
        return next(iter([*filter(None, [fields.get("Home-page")]), *addresses]), "")


def packages(lock: Path) -> list[Package]:
    """The packages of a lock file, by name."""
    pins = PINNED.findall(lock.read_text())
    return sorted(
        (Package(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in pins), key=lambda p: p.name
    )
