"""Filters for the parts of a result page that are written hundreds of times: marked texts, facet choices, tags.

As template loops they were half the time of a page: some 150 choices, of which a reader unfolds few.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from ..results.facet_choices import Choice
from ..results.facet_labels import Link
from ..results.snippets import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """The pieces of a text, matches in <mark>."""
    return _safe("".join(f"<mark>{escape(text)}</mark>" if match else escape(text) for text, match in pieces))


@register.filter
def facet_items(choices: Iterable[Choice]) -> SafeString:
    """The choices of a facet as list items."""
    return _safe("\n".join(map(_facet_item, choices)))


@register.filter
def tag_items(links: Iterable[Link], css_class: str = "") -> SafeString:
    """Links as list items."""
    attribute = f' class="{escape(css_class)}"' if css_class else ""
    items = (f'<li><a{attribute} href="{escape(link["url"])}">{escape(link["name"])}</a></li>' for link in links)
    return _safe("".join(items))


def _facet_item(choice: Choice) -> str:
    narrower, checked = ' class="narrower"' if choice["depth"] else "", " checked" if choice["selected"] else ""
    box = f'<input type="checkbox" name="{choice["key"]}" value="{escape(str(choice["value"]))}"{checked}>'
    label, count = escape(str(choice["label"])), f"{choice['count']:,}"
    return f"<li{narrower}><label>{box} <span>{label}</span> <small>{count}</small></label></li>"


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - every value in it is escaped
