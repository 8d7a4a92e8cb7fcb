"""Each translation of the help page has every text, in its own script, and none twice."""

import re
import tomllib
import unicodedata

import pytest

from members.help_lines.records import TYPES
from members.help_lines.translations import FILES

CODES = sorted(path.stem for path in FILES.glob("*.toml"))
SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "bn": "BENGALI", "km": "KHMER", "lo": "LAO", "my": "MYANMAR", "ne": "DEVANAGARI",
           "th": "THAI", "zh": "CJK"}  # fmt: skip
#: Names and keys that stand in every language.
NAMES = r"\b(?:IOM|UNHCR|Esc|SMS|day)\b"


def texts(code):
    return tomllib.loads((FILES / f"{code}.toml").read_text(encoding="utf-8"))


def sentences(found):
    """Every text of a file with its place."""
    for key, value in found.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", text) for inner, text in value.items())
        elif isinstance(value, list):
            yield from ((f"{key}.{number}", text) for number, text in enumerate(value))
        else:
            yield key, value


def test_the_twelve_languages_are_there():
    assert CODES == ["ar", "bn", "en", "fa", "id", "km", "lo", "my", "ne", "th", "vi", "zh"]


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_there_and_none_is_empty_or_left_in_english(code):
    english, own = dict(sentences(texts("en"))), dict(sentences(texts(code)))
    assert own.keys() == english.keys()
    assert [key for key, text in own.items() if not text.strip()] == []
    assert {key for key, text in own.items() if "{day}" in text} == {
        "states.checked",
        "states.overdue",
        "states.changed",
    }
    assert code == "en" or [key for key, text in own.items() if text == english[key] and key != "ways.web"] == []


@pytest.mark.parametrize("code", CODES)
def test_each_text_stands_once_and_each_type_has_a_label(code):
    own = texts(code)
    assert set(own["types"]) == set(TYPES)
    assert set(own["states"]) == {"unchecked", "checked", "overdue", "changed"}
    assert set(own["ways"]) == {"text", "relay", "mail", "web"}
    long = [text for _, text in sentences(own) if len(text) > 25]
    assert len(long) == len(set(long))


@pytest.mark.parametrize(("code", "script"), SCRIPTS.items())
def test_a_text_is_in_the_script_of_its_language(code, script):
    for key, text in sentences({key: value for key, value in texts(code).items() if key != "lang"}):
        letters = [char for char in re.sub(NAMES, "", text) if char.isalpha()]
        assert [char for char in letters if script not in unicodedata.name(char)] == [], key
