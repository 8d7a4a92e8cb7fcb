"""Expected facts (`Kind.expected`) that a record does not state, and the address at which a visitor can state them."""

from urllib.parse import urlencode

#: Path of the form by which anybody can tell the editors something.
TELL_US = "/tell-us/"
EMPTY = ("", None, [], {})


def missing_facts(expected, record: dict) -> list:
    """Return those of the expected facts that apply to a record and of which it states nothing."""
    return [fact for fact in expected if _applies(fact, record) and not _is_stated(fact, record)]


def tell_us_url(about: str, fact: str = "") -> str:
    """Return the address of the form about a page: `about` is "law/slug" for a record, else a path."""
    return f"{TELL_US}?{urlencode([('about', about), *([('fact', fact)] if fact else [])], safe='/')}"


def _applies(fact, record):
    name, values = fact.only_if or fact.unless or ("", ())
    return not name or (record.get(name, "") in values) is bool(fact.only_if)


def _is_stated(fact, record):
    values = [record.get(name) for name in fact.field_names]
    if fact.rows:
        field, wanted = fact.rows
        return any(row[field] in wanted for rows in values for row in rows or ())
    return any(value not in EMPTY for value in values)
