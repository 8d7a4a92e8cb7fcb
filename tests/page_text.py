"""A fixture: the words of a page."""

import html
import re

import pytest


@pytest.fixture
def text_of(vera):
    """A function that returns the text of a page without markup, with single spaces."""

    def read(address):
        response = vera.get(address)
        assert response.status_code == 200
        content = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content)).split())

    return read
