"""docs/deploy.md names every setting that the code reads, every line of /readyz and every file of docs/deploy/."""

import ast
import re

import pytest

from baliportal.environment import BASE_DIR
from baliportal.health import CHECKS

GUIDE = (BASE_DIR / "docs/deploy.md").read_text()
READERS = {"text", "flag", "port", "number", "database"}  # of environment variables
OURS = re.compile(r"PORTAL_[A-Z_]+")
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE"}
FILES = sorted(
    str(path.relative_to(BASE_DIR / "docs")) for path in (BASE_DIR / "docs" / "deploy").rglob("*") if path.is_file()
)


def sources():
    return [path for path in (BASE_DIR / "baliportal").rglob("*.py") if "migrations" not in path.parts]


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def first_text(node):
    return node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else ""


def settings_read():
    """Names of environment variables that the code reads, by the functions of environment.py or from os.environ."""
    names = {"PORT"}  # the default of a parameter
    for path in sources():
        source = path.read_text()
        names |= set(re.findall(r"""os\.environ(?:\.get\(|\.setdefault\(|\[)["']([A-Z_]+)["']""", source))
        if "environment" in source or path.name == "environment.py":
            nodes = list(ast.walk(ast.parse(source)))
            names |= {first_text(node) for node in nodes if isinstance(node, ast.Call) and called(node) in READERS}
            # Tables of settings name them as values.
            names |= {
                node.value for node in nodes if isinstance(node, ast.Constant) and OURS.fullmatch(str(node.value))
            }
    return {name for name in names if isinstance(name, str) and re.fullmatch(r"[A-Z][A-Z_]+", name)} - NOT_SETTINGS


def settings_described():
    table = GUIDE.partition("## Settings")[2]
    first_cells = re.findall(r"^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", table, re.MULTILINE)
    return [name.strip("`") for cell in first_cells for name in cell.split(", ")]


def not_ready_reasons():
    """The constant beginnings of the reasons in baliportal/health.py."""
    tree = ast.parse((BASE_DIR / "baliportal/health.py").read_text())
    raised = [node.args[0] for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) == "NotReady"]
    return ["…".join(_parts(reason)) for reason in raised]


def _parts(reason):
    if isinstance(reason, ast.Constant):
        return [reason.value]
    return [part.value if isinstance(part, ast.Constant) else "" for part in reason.values]


def test_the_table_has_every_setting_once_and_no_other():
    described = settings_described()
    assert len(described) == len(set(described))
    assert set(described) == settings_read()


def test_the_table_is_found_and_so_are_settings_of_packages():
    assert {"DATABASE_URL", "PORTAL_METRICS_TOKEN", "PORTAL_LOG_FORMAT", "REPLICA_URL", "FILES_URL"} <= settings_read()


@pytest.mark.parametrize("check", CHECKS)
def test_first_aid_has_a_row_for_every_check(check):
    assert re.search(rf"^\| `{check}: ", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("reason", not_ready_reasons())
def test_first_aid_has_a_row_for_every_reason(reason):
    words = [re.escape(part) for part in reason.split("…") if part.strip()]
    assert re.search(r"^\| `\w+: FAILED, .*" + ".*".join(words), GUIDE, re.MULTILINE), reason


@pytest.mark.parametrize("path", FILES)
def test_the_guide_leads_to_every_file_of_the_deployment(path):
    assert f"]({path})" in GUIDE
