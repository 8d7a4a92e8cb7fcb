"""The list of licences and the bill of materials name what the lock locks."""

import re

from baliportal.environment import BASE_DIR
from tools.audit import _judge
from tools.make_sbom import sbom

PINNED = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def locked(name):
    return {
        (re.sub(r"[-_.]+", "-", package).lower(), version)
        for package, version in PINNED.findall((BASE_DIR / name).read_text())
    }


def test_the_list_of_licences_names_every_package_of_the_locks_and_no_other():
    page = (BASE_DIR / "docs" / "licences.md").read_text()
    rows = dict(re.findall(r"^\| ([-a-z0-9]+) \| (.+) \|$", page, re.MULTILINE))
    rows.pop("package")
    names = {name for name, _ in locked("requirements.txt") | locked("requirements-dev.txt")}
    assert sorted(names ^ set(rows)) == [], "Run `make licences`."
    assert sorted(name for name, licence in rows.items() if licence == "not stated") == []
    ours = page.split("## Tests and builds only")[0]
    assert {name for name, _ in locked("requirements.txt")} == set(
        re.findall(r"^\| ([-a-z0-9]+) \| ", ours, re.MULTILINE)
    ) - {"package"}


def test_the_bill_of_materials_names_what_is_installed_and_is_the_same_each_time():
    made = sbom()
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.5", 1)
    assert {(each["name"], each["version"]) for each in made["components"]} == locked("requirements.txt")
    assert all(
        each["purl"] == each["bom-ref"] == f"pkg:pypi/{each['name']}@{each['version']}" for each in made["components"]
    )
    assert made["dependencies"] == [{"ref": "portal", "dependsOn": [each["bom-ref"] for each in made["components"]]}]
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made["serialNumber"])
    assert sbom() == made


def test_the_audit_fails_for_a_known_advisory_only(capsys):
    clean, skipped = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}
    known = {"name": "c", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
    assert [_judge(rows) for rows in ([clean, skipped], [skipped], [clean, known])] == [0, 0, 1]
    assert capsys.readouterr().out.splitlines() == [
        "1 of 2 packages were audited: no advisory is known.",
        "Advisories cannot be had here (the index has none): NOT audited, which does not mean clean.",
        "c 2: CVE-1, mended in 3",
    ]
