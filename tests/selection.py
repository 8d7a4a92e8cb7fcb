"""Which tests run: on PostgreSQL those that it may answer otherwise, and of large products of cases a sample."""

import gc

from django.conf import settings

from .sampling import DAY, EXHAUSTIVE, sample_by_name

#: A run takes one in so many of the tests that may differ on PostgreSQL.
PART_ON_POSTGRESQL = 4
#: Cases from which on a test counts as one of many, of which a run takes one in PART_OF_CASES.
MANY_CASES, PART_OF_CASES = 3, 3

#: Test modules that run on SQLite only: with the same rows they behave alike on any database. The queries that select
#: and write rows are tested on PostgreSQL by the other modules.
SAME_ON_ANY_DATABASE = {
    "accounts": [
        "account", "account_administration", "accounts", "first_administrator", "lockout", "own_state_history",
        "permission_table", "permissions", "recovery_codes", "sessions", "sign_in",
    ],
    "admin": ["newer_version", "save_messages"],
    "backups": ["encryption", "overdue", "restoring", "sets"],
    "editorial": [
        "changed_schema", "guidance", "merging_statuses", "moving", "presence", "preview",
        "request_limits", "three_way", "verification", "verification_seen",
    ],
    "imports": [
        "batch_pages", "batch_permissions", "bulk_edits", "encodings", "hostile_workbooks", "list_exports", "round_trip",
        "workbooks",
    ],
    "members": ["map"],
    "search": ["index_damage", "quality", "spelling", "suggest", "wider"],
    "site": [
        "about_sheet", "canonical_query", "csv", "facts", "help", "page_cache", "query_counts", "read_by_libreoffice",
        "read_by_others", "record_pages", "search_answers", "unpublished", "why", "xlsx",
    ],
    "starter": ["bad_rows"],
    "tests": ["accept_encoding", "log_lines", "privacy", "security_headers"],
    "walls": ["admin_walls", "headers", "public_walls"],
}  # fmt: skip


def pytest_report_header():
    return "whole products of cases" if EXHAUSTIVE else f"samples of large products of cases: SAMPLE={DAY}"


def pytest_collection_modifyitems(config, items):
    """Select the tests of this run.

    On PostgreSQL these are the tests that may differ from SQLite: orders, comparisons, types, locks, hand-written SQL.
    Tests without a database, tests that are the same on any, and browser tests run on SQLite only; of a parametrised
    test the first and the last case run on PostgreSQL. A run that is not exhaustive takes a part of all these, and on
    SQLite a part of the cases of each test that has many: others each day.
    """
    selected = _without_system(items)
    if settings.DATABASES["default"]["ENGINE"].endswith(".postgresql"):
        selected = _first_and_last_cases([item for item in selected if _may_differ(item)])
        _mark_sampled(selected)
        selected = sample_by_name(selected, PART_ON_POSTGRESQL, _name)
    else:
        for cases in _cases_by_test(selected).values():
            if len(cases) >= MANY_CASES and _uses_database(cases[0]):
                _mark_sampled(cases)
                unselected = set(cases) - set(sample_by_name(cases, PART_OF_CASES, _name))
                selected = [item for item in selected if item not in unselected]
    _mark_sampled(item for item in items if getattr(item.obj, "is_hypothesis_test", False))
    selected = set(selected)
    config.hook.pytest_deselected(items=[item for item in items if item not in selected])
    items[:] = _in_order([item for item in items if item in selected])


def _without_system(items):
    """The tests that start no process, or all of a whole run, which counts the others as sampled."""
    system = [item for item in items if item.get_closest_marker("system")]
    _mark_sampled(system)
    return items if EXHAUSTIVE else [item for item in items if item not in set(system)]


def _in_order(items):
    """One test with a database, those without, the others: one process fills the database while another is at work.

    Browsers last: the loop that drives one goes on running in the thread of the tests.
    """
    browsers = [item for item in items if item.get_closest_marker("browser")]
    using = [item for item in items if _finds_database(item) and item not in set(browsers)]
    others = set(items) - set(using) - set(browsers)
    return using[:1] + [item for item in items if item in others] + using[1:] + browsers


def _mark_sampled(items):
    for item in items:
        item.add_marker("sampled")


def _name(item):
    return item.nodeid


def _uses_database(item):
    return "db" in item.fixturenames or item.get_closest_marker("django_db")


def _finds_database(item):
    """True also for a test that has its database from a fixture that commits, and leaves it empty."""
    return _uses_database(item) or "transactional_db" in item.fixturenames


def _may_differ(item):
    same = SAME_ON_ANY_DATABASE.get(item.path.parent.name, [])
    return (
        _uses_database(item)
        and not item.get_closest_marker("browser")
        and item.path.stem.removeprefix("test_") not in same
    )


def _first_and_last_cases(items):
    """The first and the last case of each test."""
    ends = (cases[:1] + cases[1:][-1:] for cases in _cases_by_test(items).values())
    return [item for cases in ends for item in cases]


def _cases_by_test(items):
    cases = {}
    for item in items:
        cases.setdefault((item.path, item.parent.name, getattr(item, "originalname", item.name)), []).append(item)
    return cases


def pytest_collection_finish(session):
    """Leave out of the collection of garbage what is here to stay: the tests, the libraries and Django's models."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
