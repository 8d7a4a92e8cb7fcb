"""Write the software bill of materials of a release: what `make run` installs, as CycloneDX 1.5 in JSON.

It names no time and no machine, so that the same lock gives the same file.
"""

import json
import sys
import tomllib
import uuid
from pathlib import Path

from .locked import NOT_STATED, ROOT, RUNTIME, packages

NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # of addresses, RFC 4122 appendix C


def sbom() -> dict:
    """The bill of materials as CycloneDX's JSON object."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    components = [_component(package) for package in packages(RUNTIME)]
    own = {"type": "application", "bom-ref": "portal", "name": project["name"], "version": project["version"]}
    names = json.dumps([own, components], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, names)}",
        "version": 1,
        "metadata": {"component": own},
        "components": components,
        "dependencies": [{"ref": "portal", "dependsOn": [component["bom-ref"] for component in components]}],
    }


def _component(package):
    address = f"pkg:pypi/{package.name}@{package.version}"
    component = {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "purl": address,
    }
    stated = package.licence
    return component | ({} if stated == NOT_STATED else {"licenses": [{"license": {"name": stated}}]})


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(sbom(), indent=1) + "\n")
    print(f"{path} is written.")
