"""The house holds itself to its plan: floors, names, sizes, migrations."""

import ast
import re
from graphlib import CycleError, TopologicalSorter

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db.models import CASCADE, PROTECT
from django.utils.module_loading import import_string

from baliportal.environment import BASE_DIR

# The deepest floor is 0. Imports run downwards only, and never sideways: a package imports itself and lower floors.
FLOORS = {
    "baliportal.catalogue": 0,
    "baliportal.search": 1,
    "baliportal.exports": 1,
    "baliportal.editorial": 2,
    "members": 3,
    "workshops": 3,
    "legislation": 3,
    "resources": 3,
    "baliportal.reports": 4,
    "baliportal.api": 5,
    "baliportal": 6,
}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "mixins", "misc"}
STATIC_TAG = re.compile(r"""{% static (["'])(.+?)\1""")
SOURCES = sorted(path for name in FLOORS if "." not in name for path in (BASE_DIR / name).rglob("*.py"))
TEMPLATES = sorted((BASE_DIR / "templates").rglob("*.html"))


def package_of(module):
    """The package of the house a module belongs to, or None for everybody else's code."""
    names = [name for name in FLOORS if module == name or module.startswith(f"{name}.")]
    return max(names, key=len, default=None)


def module_of(path):
    parts = path.relative_to(BASE_DIR).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_by(path):
    """Every module, and every name that might be a module, that a file imports anywhere in it."""
    here = module_of(path).split(".") + (["__init__"] if path.name == "__init__.py" else [])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level] if node.level else []
            start = ".".join([*above, node.module or ""]).strip(".")
            yield from (f"{start}.{alias.name}" for alias in node.names)


def runs_downwards(importer, imported):
    return imported is None or imported == importer or FLOORS[imported] < FLOORS[importer]


def test_imports_run_downwards_only():
    wrong = [
        f"{module_of(path)} imports {name}"
        for path in SOURCES
        for name in imported_by(path)
        if not runs_downwards(package_of(module_of(path)), package_of(name))
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle():
    """Imports inside functions count too: they only hide a circle from the interpreter."""
    modules = {module_of(path): path for path in SOURCES}
    imported = {
        module: {owner_of(name, modules) for name in imported_by(path)} - {module, None}
        for module, path in modules.items()
    }
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])))


def owner_of(name, modules):
    """The module of the house that an imported name stands for: the name itself, or the module that defines it."""
    return next((known for known in (name, name.rpartition(".")[0]) if known in modules), None)


def test_no_name_says_nothing():
    names = {path.stem for path in SOURCES} | {path.parent.name for path in SOURCES}
    assert not names & NAMES_THAT_SAY_NOTHING


def test_nothing_is_imported_by_the_star():
    assert [module_of(path) for path in SOURCES if any(name.endswith(".*") for name in imported_by(path))] == []


def test_templates_stay_short():
    assert [name_of(path) for path in TEMPLATES if len(path.read_text().splitlines()) >= 80] == []


def test_templates_name_only_static_files_that_exist():
    named = [(name_of(path), name) for path in TEMPLATES for _, name in STATIC_TAG.findall(path.read_text())]
    assert [(template, name) for template, name in named if not finders.find(name)] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_what_belongs_to_an_entry_goes_with_it_and_what_another_points_to_stands():
    wrong = [
        f"{field.model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.on_delete not in (CASCADE, PROTECT)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [*settings.KINDS, *settings.VOCABULARIES])
def test_every_kind_and_vocabulary_named_at_the_roof_exists(path):
    assert import_string(path).name


def our_models():
    ours = [config for config in apps.get_app_configs() if package_of(config.name)]
    return [model for config in ours for model in config.get_models(include_auto_created=True)]


def name_of(template):
    return str(template.relative_to(BASE_DIR / "templates"))
