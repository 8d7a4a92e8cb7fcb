"""Architecture rules: imports between layers, names, sizes of templates, migrations, relations, kinds."""

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

from baliportal.catalogue.models import Entry
from baliportal.environment import BASE_DIR
from tools.layers import HEIGHTS, may_import, package_of

UNTELLING_NAMES = {"utils", "helpers", "common", "mixins", "misc"}
STATIC_TAG = re.compile(r"""{% static (["'])(.+?)\1""")
SOURCES = sorted(path for name in HEIGHTS if "." not in name for path in (BASE_DIR / name).rglob("*.py"))
TEMPLATES = sorted((BASE_DIR / "templates").rglob("*.html"))


def module_of(path):
    parts = path.relative_to(BASE_DIR).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def names_imported_by(path):
    """Every module, and every name that may be a module, that a file imports, inside functions too."""
    here = module_of(path).split(".") + (["__init__"] if path.name == "__init__.py" else [])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level] if node.level else []
            start = ".".join([*above, node.module or ""]).strip(".")
            yield from (f"{start}.{alias.name}" for alias in node.names)


def test_imports_run_downwards_only():
    violations = [
        f"{module_of(path)} imports {name}"
        for path in SOURCES
        for name in names_imported_by(path)
        if not may_import(package_of(module_of(path)), package_of(name))
    ]
    assert violations == []


def test_no_modules_import_each_other_in_a_cycle():
    """Imports inside functions count too: they only hide a cycle from the interpreter."""
    modules = {module_of(path): path for path in SOURCES}
    imported = {
        module: {owner_of(name, modules) for name in names_imported_by(path)} - {module, None}
        for module, path in modules.items()
    }
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as cycle:
        pytest.fail(" imports ".join(reversed(cycle.args[1])))


def owner_of(name, modules):
    """The portal's module that an imported name stands for: the name itself, or the module that defines it."""
    return next((known for known in (name, name.rpartition(".")[0]) if known in modules), None)


def test_no_module_has_a_name_that_says_nothing():
    names = {path.stem for path in SOURCES} | {path.parent.name for path in SOURCES}
    assert not names & UNTELLING_NAMES


def test_there_are_no_star_imports():
    assert [module_of(path) for path in SOURCES if any(name.endswith(".*") for name in names_imported_by(path))] == []


def test_templates_have_fewer_than_80_lines():
    assert [name_of(path) for path in TEMPLATES if len(path.read_text().splitlines()) >= 80] == []


def test_templates_name_only_static_files_that_exist():
    tags = [(name_of(path), name) for path in TEMPLATES for _, name in STATIC_TAG.findall(path.read_text())]
    assert [(template, name) for template, name in tags if not finders.find(name)] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_foreign_key_cascades_or_protects():
    violations = [
        f"{field.model.__name__}.{field.name}"
        for model in portal_models()
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.on_delete not in (CASCADE, PROTECT)
    ]
    assert violations == []


#: The kinds of records, by name, with the path of their list.
KINDS = {
    "workshop": "workshops",
    "commitment": "commitments",
    "law": "legislation",
    "agreement": "agreements",
    "treaty": "treaties",
    "resource": "resources",
    "member": "members",
    "organisation": "organisations",
    "system": "systems",
    "help-line": "help-lines",
}
VOCABULARIES = ["topic", "country", "group", "term", "portal-settings", "series", "coverage"]


def test_the_settings_name_every_kind_in_the_order_of_the_pages_and_every_vocabulary():
    assert {kind.name: kind.path for kind in map(import_string, settings.KINDS)} == KINDS
    assert [import_string(path).name for path in settings.KINDS] == list(KINDS)
    assert [import_string(path).name for path in settings.VOCABULARIES] == VOCABULARIES


def test_every_model_of_an_entry_belongs_to_one_of_the_kinds():
    entries = {model for model in portal_models() if issubclass(model, Entry) and model is not Entry}
    assert {import_string(path).model for path in settings.KINDS} == entries


def portal_models():
    configs = [config for config in apps.get_app_configs() if package_of(config.name)]
    return [model for config in configs for model in config.get_models(include_auto_created=True)]


def name_of(template):
    return str(template.relative_to(BASE_DIR / "templates"))
