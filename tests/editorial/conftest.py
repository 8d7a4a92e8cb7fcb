from tests.staff import person, record  # noqa: F401  fixtures
